package dev.titan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SourceExcerptTest {
    private static final String TEXT = "one\ntwo\nthree\n\tfour(x)\nfive\nsix\n";

    @Test
    void showsTheLinesAroundAPlaceWithACaretBelowIt() {
        assertEquals(
                """
                  3 | three
                > 4 |   four(x)
                    |   ^^^^
                  5 | five
                """,
                excerpt(new SourceLocation("a.ts", 4, 2, 4, "\tfour(x)"), TEXT, 1)
                        .text());
    }

    @Test
    void alignsNumbersAndLeavesOutBlankLinesAtTheEnd() {
        String text = "\n".repeat(8) + "nine\nten\n\n\n";
        assertEquals(
                """
                   8 |
                >  9 | nine
                     | ^
                  10 | ten
                """, excerpt(SourceLocation.of("a.ts", 9, 1), text, 3).text().substring(2 * 7));
    }

    @Test
    void showsOnlyTheKnownLineWhenTheFileHasChangedSince() {
        SourceLocation place = new SourceLocation("a.ts", 2, 1, 0, "as it was");
        assertEquals("> 2 | as it was\n    | ^\n", excerpt(place, TEXT, 2).text());
        assertEquals("> 2 | as it was\n    | ^\n", excerpt(place, "", 2).text());
        assertNull(SourceExcerpt.of(SourceLocation.of("a.ts", 2, 1), "", 2));
        assertNull(SourceExcerpt.of(SourceLocation.of("a.ts", 20, 1), TEXT, 2));
    }

    @Test
    void keepsPlacesBeyondTheLineInIt() {
        assertEquals(
                "> 1 | one\n    |    ^\n",
                excerpt(SourceLocation.of("a.ts", 1, 99), TEXT, 0).text());
        assertEquals(
                "> 1 | one\n    | ^\n",
                excerpt(SourceLocation.of("a.ts", 1, 0), TEXT, 0).text());
    }

    @Test
    void cutsLongLinesAroundThePlace() {
        String line = "x".repeat(5_000) + "HERE" + "y".repeat(5_000);
        SourceExcerpt excerpt = excerpt(new SourceLocation("a.js", 2, 5_001, 4, line), "short\n" + line + "\nshort", 1);
        String shown = excerpt.lines().get(1);
        assertEquals(160, shown.length());
        assertEquals("HERE", shown.substring(excerpt.column(), excerpt.column() + excerpt.length()));
        assertTrue(shown.startsWith("…") && shown.endsWith("…"), shown);
    }

    private static SourceExcerpt excerpt(SourceLocation place, String text, int around) {
        SourceExcerpt excerpt = SourceExcerpt.of(place, text, around);
        if (excerpt == null) {
            throw new AssertionError("no excerpt");
        }
        return excerpt;
    }
}
