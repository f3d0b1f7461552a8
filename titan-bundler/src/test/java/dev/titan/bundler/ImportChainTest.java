package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportChainTest {
    private static final String ENTRY = "app/actions/a.ts";

    @TempDir
    Path root;

    @Test
    void namesTheFilesBetweenAnEntryAndAFault() throws IOException {
        write(ENTRY, "import type {\n  T,\n} from '../../lib/broken';\nimport { x } from '../../lib/folder';\nx;");
        write("lib/folder/index.ts", "// import './never'\nexport * from \"./next.js\";");
        write("lib/folder/next.ts", "const broken = await import('../broken');");
        write("lib/broken.ts", "syntax error");
        assertEquals(
                List.of("imported by app/actions/a.ts → lib/folder/index.ts → lib/folder/next.ts → lib/broken.ts"),
                notes("lib/broken.ts"));
    }

    @Test
    void saysNothingOfAnEntryAndOfWaysThatItCannotFollow() throws IOException {
        write(ENTRY, "import 'package';\nimport './b';\nimport '~/alias';");
        write("app/actions/b.ts", "import './a';");
        write("lib/alias.ts", "");
        assertEquals(List.of(), notes(ENTRY));
        assertEquals(List.of(), notes("lib/alias.ts"));
        assertEquals(List.of(), notes("node_modules/package/index.js"));
        assertEquals(List.of("imported by app/actions/a.ts → app/actions/b.ts"), notes("app/actions/b.ts"));
    }

    private List<String> notes(String file) {
        Diagnostic fault = Diagnostic.error("X", "broken", SourceLocation.of(file, 1, 1));
        return new ImportChain(root)
                .explain(List.of(ENTRY), List.of(fault)).get(0).notes().stream()
                        .map(Diagnostic.Note::text)
                        .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
