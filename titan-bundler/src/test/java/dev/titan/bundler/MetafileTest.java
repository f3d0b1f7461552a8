package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetafileTest {
    private static final String JSON = """
            {"inputs": {
              "a.ts": {"imports": [{"path": "b.ts"}, {"path": "c.ts"}, {"path": "<runtime>", "external": true}], "format": "esm"},
              "b.ts": {"imports": [{"path": "a.ts"}, {"path": "d.js"}]},
              "c.ts": {"imports": [{"path": "b.ts"}, {"path": "e.js"}]},
              "d.js": {"imports": [{"path": "f.js"}], "format": "cjs"},
              "e.js": {"imports": [{"path": "f.js"}]},
              "f.js": {"imports": [{"path": "node:fs", "external": true}]},
              "(disabled):x": {"imports": []}}, "outputs": {}}""";

    @Test
    void findsTheShortestChain() throws IOException {
        Metafile metafile = Metafile.parse(JSON);
        assertEquals(List.of("a.ts", "b.ts", "d.js", "f.js"), metafile.chain("a.ts", "f.js"));
        assertEquals(List.of("a.ts"), metafile.chain("a.ts", "a.ts"));
        assertEquals(List.of("zzz"), metafile.chain("a.ts", "zzz"));
    }

    @Test
    void readsFormatsAndFiles() throws IOException {
        Metafile metafile = Metafile.parse(JSON);
        assertEquals(true, metafile.inputs().get("d.js").commonJs());
        assertEquals(false, metafile.inputs().get("a.ts").commonJs());
        assertEquals(Set.of("a.ts", "b.ts", "c.ts", "d.js", "e.js", "f.js"), metafile.files());
    }
}
