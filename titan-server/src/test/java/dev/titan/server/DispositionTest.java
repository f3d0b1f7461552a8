package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DispositionTest {
    @Test
    void readsNameAndFilename() {
        assertEquals(
                new Disposition("file", "a.txt"), Disposition.parse("form-data; name=\"file\"; filename=\"a.txt\""));
    }

    @Test
    void isNoFileWithoutFilename() {
        assertEquals(new Disposition("x", null), Disposition.parse("form-data; name=x"));
    }

    @Test
    void keepsOnlyTheLastSegmentOfAFilename() {
        assertEquals(
                "passwd",
                Disposition.parse("form-data; name=f; filename=\"../../etc/passwd\"")
                        .filename());
        assertEquals(
                "a.doc",
                Disposition.parse("form-data; name=f; filename=\"C:\\docs\\a.doc\"")
                        .filename());
    }

    @Test
    void undoesTheEscapesOfBrowsers() {
        assertEquals("a\"b", Disposition.parse("form-data; name=\"a%22b\"").name());
        assertEquals("a;\"b", Disposition.parse("form-data; name=\"a;\\\"b\"").name());
    }

    @Test
    void isMissingWithoutAName() {
        assertEquals(Disposition.MISSING, Disposition.parse("form-data; filename=x"));
        assertEquals(Disposition.MISSING, Disposition.parse("attachment; name=x"));
        assertEquals(Disposition.MISSING, Disposition.parse(null));
    }
}
