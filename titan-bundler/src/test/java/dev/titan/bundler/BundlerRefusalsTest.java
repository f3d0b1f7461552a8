package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Mode;
import dev.titan.engine.EngineOptions;
import dev.titan.model.DiagnosticException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is wrong with an app, as its author reads it. */
class BundlerRefusalsTest extends AppScenario {
    private static final Bundler BUNDLER =
            new Bundler(Mode.PRODUCTION, Map.of("VERSION", "\"1.2\""), EngineOptions.DEFAULTS);

    @AfterAll
    static void close() {
        BUNDLER.close();
    }

    private BundleResult bundle() throws Exception {
        return BUNDLER.bundle(app.root());
    }

    private String refusal() {
        DiagnosticException refused = assertThrows(DiagnosticException.class, this::bundle);
        return AppFolder.print(refused.diagnostics());
    }

    @Test
    void refusesCodeThatItsAnalysisCannotRead() {
        app.file("app/actions/deep.ts", "export default () => " + "[".repeat(5_000) + "]".repeat(5_000) + ";\n")
                .file("app/actions/new.js", "\nimport defer * as x from 'titan';\nexport default () => x.y;\n");
        assertEquals("""
                error TITAN_B204: the bundled code cannot be read: the code nests too deeply
                  app/actions/deep.ts:1:1
                  help: write this in a plainer way
                error TITAN_B204: the bundled code cannot be read: Unexpected token
                  app/actions/new.js:2:1
                    2 │ import defer * as x from 'titan';
                      ╵ ^
                  help: write this in a plainer way
                """, refusal());
    }

    @Test
    void tellsOfATsconfigThatCannotBeReadAndNotOfWhatFollows() {
        app.file("tsconfig.json", "{ \"compilerOptions\": { \"paths\": }")
                .file("app/actions/a.ts", "import { one } from '@/lib/one';\nexport default () => one;\n")
                .file("app/services/b.ts", "import { one } from '@/lib/one';\nexport class B { one = one; }\n");
        assertEquals("""
                error TITAN_B200: Unexpected "}" in JSON
                  tsconfig.json:1:33
                    1 │ { "compilerOptions": { "paths": }
                      ╵                                 ^
                """, refusal());
    }

    @Test
    void refusesADefinitionThatIsNoLiteral() {
        app.action("a.ts");
        try (Bundler bundler = new Bundler(Mode.PRODUCTION, Map.of("X", "a b c"), EngineOptions.DEFAULTS)) {
            DiagnosticException refused = assertThrows(DiagnosticException.class, () -> bundler.bundle(app.root()));
            assertEquals("""
                    error TITAN_B200: Invalid define value (must be an entity name or JS literal): a b c; correct bundle.define in titan.config.json
                    """, AppFolder.print(refused.diagnostics()));
        }
    }

    @Test
    void reportsSyntaxErrorsOfAllFilesAtOnce() {
        app.file("app/actions/a.ts", "const größe = '€' ?? ; export default 1;\n")
                .file("app/actions/b.ts", "export default (((;\n")
                .action("[bad-name].ts");
        assertEquals("""
                error TITAN_B104: the parameter name "bad-name" is not an identifier
                  app/actions/[bad-name].ts:1:1
                  help: a name begins with a letter, _ or $ and goes on with these and digits, for example [badName]
                error TITAN_B200: Unexpected ";"
                  app/actions/a.ts:1:22
                    1 │ const größe = '€' ?? ; export default 1;
                      ╵                      ^
                error TITAN_B200: Unexpected ";"
                  app/actions/b.ts:1:19
                    1 │ export default (((;
                      ╵                   ^
                """, refusal());
    }

    @Test
    void reportsWarnings() throws Exception {
        app.file("app/actions/a.ts", "export default (x: unknown) => typeof x === 'nunber';\n");
        assertEquals("""
                warning TITAN_B200: The "typeof" operator will never evaluate to "nunber"
                  app/actions/a.ts:1:45
                    1 │ export default (x: unknown) => typeof x === 'nunber';
                      ╵                                             ~~~~~~~~
                """, AppFolder.print(bundle().warnings()));
    }

    @Test
    void reportsAnImportOfAMissingFile() {
        app.file("app/actions/a.ts", "import { x } from './nope';\nexport default () => x;\n");
        assertEquals("""
                error TITAN_B201: could not resolve "./nope"
                  app/actions/a.ts:1:19
                    1 │ import { x } from './nope';
                      ╵                   ~~~~~~~~
                """, refusal());
    }

    @Test
    void reportsAnImportThatDoesNotExist() {
        app.file("app/actions/a.ts", "import { nane } from './_lib';\nexport default () => nane;\n")
                .file("app/actions/_lib.ts", "export const name = 1;\n");
        assertEquals("""
                error TITAN_B200: No matching export in "app/actions/_lib.ts" for import "nane"
                  app/actions/a.ts:1:10
                    1 │ import { nane } from './_lib';
                      ╵          ~~~~
                """, refusal().lines().limit(4).map(line -> line + "\n").reduce("", String::concat));
    }

    @Test
    void reportsAFileThatCannotBeImported() {
        app.file("app/actions/a.ts", "import x from './x.foo';\nexport default () => x;\n")
                .file("app/actions/x.foo", "");
        String refusal = refusal();
        assertTrue(
                refusal.startsWith(
                        "error TITAN_B200: a file ending in .foo cannot be imported: app/actions/x.foo\n  app/actions/a.ts:1:15\n"),
                refusal);
        assertTrue(refusal.contains("help: files with these extensions can: .ts "), refusal);
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        DiagnosticException refused = assertThrows(
                DiagnosticException.class, () -> BUNDLER.bundle(app.root().resolve("nope")));
        assertTrue(refused.getMessage().endsWith("nope does not exist"), refused.getMessage());
    }
}
