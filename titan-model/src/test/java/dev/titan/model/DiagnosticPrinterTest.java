package dev.titan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {
    private final DiagnosticPrinter printer = new DiagnosticPrinter(false);

    @Test
    void printsTextPlaceNotesAndSuggestion() {
        Diagnostic diagnostic = Diagnostic.error(
                        "TITAN_B200",
                        "Could not resolve \"./x\"",
                        new SourceLocation("app/a.ts", 12, 17, 5, "\timport { x } from \"./x\""))
                .note("it is imported here too", SourceLocation.of("app/b.ts", 1, 1))
                .suggest("write \"./y\"\nor \"./z\"");
        assertEquals("""
                error TITAN_B200: Could not resolve "./x"
                  app/a.ts:12:17
                    12 │ import { x } from "./x"
                       ╵                ~~~~~
                  note: it is imported here too
                    app/b.ts:1:1
                  help: write "./y"
                        or "./z"
                """, printer.print(diagnostic));
    }

    @Test
    void countsErrorsAndWarnings() {
        Diagnostic error = Diagnostic.error("A", "bad", null);
        Diagnostic warning = new Diagnostic(Diagnostic.Severity.WARNING, "B", "odd", null, List.of(), "");
        assertEquals("1 error", DiagnosticPrinter.summary(List.of(error)));
        assertEquals("2 errors, 1 warning", DiagnosticPrinter.summary(List.of(error, warning, error)));
        assertEquals("2 warnings", DiagnosticPrinter.summary(List.of(warning, warning)));
        assertEquals("error A: bad\n\nwarning B: odd\n\n1 error, 1 warning\n", printer.print(List.of(error, warning)));
    }

    @Test
    void printsASingleOneWithoutPlaceAsOneLine() {
        Diagnostic diagnostic =
                Diagnostic.error("A", "there is no app folder", null).suggest("'titan init' makes one");
        assertEquals("error A: there is no app folder; 'titan init' makes one\n", printer.print(List.of(diagnostic)));
    }

    @Test
    void pointsWithACaretWhenNothingIsUnderlined() {
        assertTrue(print(new SourceLocation("a", 1, 3, 0, "abc")).endsWith("    1 │ abc\n      ╵   ^\n"));
    }

    @Test
    void alignsUnderWideAndCombiningCharacters() {
        assertTrue(print(new SourceLocation("a", 1, 4, 2, "日本 ab")).endsWith("1 │ 日本 ab\n      ╵      ~~\n"));
        assertTrue(print(new SourceLocation("a", 1, 3, 2, "e\u0301xy")).endsWith("╵  ~~\n"));
    }

    @Test
    void cutsALongLineAroundThePlace() {
        String line = "a".repeat(5_000) + "HERE" + "b".repeat(5_000);
        String printed = print(new SourceLocation("a", 1, 5_001, 4, line));
        assertTrue(printed.contains("…" + "a".repeat(48) + "HERE" + "b".repeat(48) + "…"), printed);
        assertTrue(printed.endsWith(" ".repeat(49) + "~~~~\n"), printed);
    }

    @Test
    void toleratesAPlaceOutsideItsLine() {
        assertTrue(print(new SourceLocation("a", 1, 99, 9, "abc")).endsWith("1 │ abc\n      ╵    ^\n"));
    }

    @Test
    void showsNoControlCharacters() {
        String printed = printer.print(
                Diagnostic.error("A", "\u001b[2Jtext", new SourceLocation("\u001bf", 1, 1, 1, "\u001b[31mx")));
        assertFalse(printed.contains("\u001b"), printed);
    }

    @Test
    void coloursOnlyWhenAsked() {
        assertTrue(new DiagnosticPrinter(true)
                .print(Diagnostic.error("A", "bad", null))
                .startsWith("\u001b[31merror A\u001b[0m: "));
    }

    private String print(SourceLocation location) {
        return printer.print(Diagnostic.error("A", "bad", location));
    }
}
