package dev.titan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceMapTest {
    // Line 1: nothing. Line 2: column 0 → a.ts 1:1, column 4 → a.ts 3:3 (one back and forth in b.ts), column 9 →
    // generated only.
    private static final SourceMap MAP = SourceMap.parse(
            "{\"version\":3,\"file\":\"x\",\"sources\":[\"app/a.ts\",\"app/b.ts\"],\"sourcesContent\":[\"one\\r\\ntwo\\nthree\",null],"
                    + "\"names\":[],\"mappings\":\";AAAA,IAEE,KCAC,I\"}");

    @Test
    void findsTheNearestMappingAtOrBeforeAPlace() {
        assertEquals(new SourceLocation("app/a.ts", 1, 1, 0, "one"), MAP.original(2, 1));
        assertEquals(new SourceLocation("app/a.ts", 1, 1, 0, "one"), MAP.original(2, 4));
        assertEquals(new SourceLocation("app/a.ts", 3, 3, 0, "three"), MAP.original(2, 5));
        assertEquals(new SourceLocation("app/b.ts", 3, 4, 0, ""), MAP.original(2, 10));
    }

    @Test
    void answersNullWhereNothingOfTheAuthorsIs() {
        assertNull(MAP.original(1, 1));
        assertNull(MAP.original(2, 20));
        assertNull(MAP.original(3, 1));
        assertNull(MAP.original(0, 1));
    }

    @Test
    void namesFilesAsTheyAreNotAsUrls() {
        SourceMap map = SourceMap.parse(
                "{\"sources\":[\"app/%5Bid%5D+100%25.ts\"],\"sourcesContent\":[\"x\"],\"mappings\":\"AAAA\"}");
        assertEquals("app/[id]+100%.ts", map.original(1, 1).file());
    }

    @Test
    void findsTheCopiesOfAPlace() {
        // Line 1: 1:1, 2:3, 2:5, 2:3. Line 2: 1:1, 2:3. Line 3: 3:1.
        SourceMap map = SourceMap.parse("{\"sources\":[\"a.ts\"],\"mappings\":\"AAAA,CACE,CAAE,CAAF;AADF,CACE;AACF\"}");
        assertEquals(List.of(new SourceMap.Place(2, 2)), map.copies(1, 2));
        assertEquals(List.of(new SourceMap.Place(2, 2)), map.copies(1, 4));
        assertEquals(List.of(new SourceMap.Place(1, 2)), map.copies(2, 2));
        assertEquals(List.of(), map.copies(3, 1));
        assertEquals(List.of(), map.copies(9, 1));
    }

    @Test
    void refusesWhatIsNoMap() {
        assertThrows(IllegalArgumentException.class, () -> SourceMap.parse("nope"));
        assertThrows(IllegalArgumentException.class, () -> SourceMap.parse("[]"));
        assertThrows(IllegalArgumentException.class, () -> SourceMap.parse("{\"mappings\":\"A!\"}"));
        assertThrows(IllegalArgumentException.class, () -> SourceMap.parse("{\"mappings\":\"ggggggggggg\"}"));
    }
}
