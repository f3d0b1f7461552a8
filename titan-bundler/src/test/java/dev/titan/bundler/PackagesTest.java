package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Mode;
import dev.titan.engine.EngineOptions;
import dev.titan.model.DiagnosticException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PackagesTest extends AppScenario {
    private static final Bundler BUNDLER = new Bundler(Mode.PRODUCTION, Map.of(), EngineOptions.DEFAULTS);

    private static final String STAND_INS =
            "node:assert, node:assert/strict, node:async_hooks, node:buffer, node:crypto, node:events, node:path, node:path/posix,"
                    + " node:querystring, node:string_decoder, node:test, node:url, node:util, node:util/types";

    @AfterAll
    static void close() {
        BUNDLER.close();
    }

    private String code() throws Exception {
        return BUNDLER.bundle(app.root()).bundles().get(0).code();
    }

    private String refusal() {
        DiagnosticException refused = assertThrows(DiagnosticException.class, this::code);
        return AppFolder.print(refused.diagnostics());
    }

    private AppFolder pack(String name, String json, String... files) {
        app.file("node_modules/" + name + "/package.json", json);
        for (int i = 0; i < files.length; i += 2) {
            app.file("node_modules/" + name + "/" + files[i], files[i + 1]);
        }
        return app;
    }

    @Test
    void takesWhatPackagesGiveToBrowsers() throws Exception {
        pack(
                "by-exports",
                "{\"exports\": {\".\": {\"node\": \"./node.js\", \"browser\": \"./browser.js\", \"default\": \"./other.js\"}}}",
                "node.js",
                "export const from = 'node exports'",
                "browser.js",
                "export const from = 'browser exports'",
                "other.js",
                "export const from = 'default exports'");
        pack(
                "by-field",
                "{\"main\": \"./main.js\", \"module\": \"./module.js\", \"browser\": {\"./rng.js\": \"./rng-browser.js\", \"crypto\": false}}",
                "main.js",
                "exports.from = 'main field'",
                "module.js",
                "import './rng.js';\nimport 'crypto';\nexport const from = 'module field'",
                "rng.js",
                "import 'node:crypto'; console.log('node rng')",
                "rng-browser.js",
                "console.log('browser rng')");
        pack("@scope/name", "{\"main\": \"lib\"}", "lib/index.js", "module.exports = { from: 'commonjs' }");
        app.file("app/actions/a.ts", """
                import { from as a } from 'by-exports';
                import { from as b } from 'by-field';
                import { from as c } from '@scope/name';
                export default () => a + b + c;
                """);
        String code = code();
        assertTrue(code.contains("browser exports") && code.contains("module field"), code);
        assertTrue(code.contains("browser rng") && code.contains("commonjs"), code);
        assertFalse(code.contains("node exports") || code.contains("node rng") || code.contains("main field"), code);
    }

    @Test
    void prefersAnInstalledPackageToTheModuleOfNodeWithItsName() throws Exception {
        pack("events", "{}", "index.js", "module.exports = 'a package'");
        app.file("app/actions/a.ts", "import events from 'events';\nexport default () => events;\n");
        assertTrue(code().contains("a package"), code());
    }

    @Test
    void dropsModulesOfNodeThatNothingUses() throws Exception {
        pack(
                "kit",
                "{\"sideEffects\": false}",
                "index.js",
                "export { pure } from './pure.js'; export { disk } from './disk.js'",
                "pure.js",
                "export const pure = 1",
                "disk.js",
                "import fs from 'fs'; export const disk = () => fs.readFileSync('x')");
        app.file("app/actions/a.ts", "import { pure } from 'kit';\nexport default () => pure;\n");
        assertFalse(code().contains("fs"), code());
    }

    @Test
    void letsAPackageTryAModuleOfNode() throws Exception {
        pack("careful", "{}", "index.js", "let c; try { c = require('zlib') } catch {} module.exports = () => c");
        app.file("app/actions/a.ts", "import c from 'careful';\nexport default c;\n");
        assertTrue(code().contains("__require(\"zlib\")"), code());
    }

    @Test
    void refusesModulesOfNodeWithTheWayToThem() {
        pack(
                "foo",
                "{}",
                "index.js",
                "const x = require('./deep/x.js'); module.exports = x",
                "deep/x.js",
                "module.exports = require('fs/promises')");
        app.file(
                        "app/actions/a.ts",
                        "import foo from 'foo';\nimport { b } from '../b';\nexport default () => foo + b;\n")
                .file("app/actions/c.ts", "import foo from 'foo';\nexport default () => foo;\n")
                .file(
                        "app/b.ts",
                        "import * as os from 'node:os';\nexport const b = os.EOL;\nexport const later = () => import(\"tty\");\n");
        assertEquals("""
                error TITAN_B202: "node:os" is a module of node, which does not exist in an isolate
                  app/b.ts:1:21
                    1 │ import * as os from 'node:os';
                      ╵                     ~~~~~~~~~
                  note: imported by app/actions/a.ts → app/b.ts → node:os
                  help: use the t.* functions or the web's own (fetch, URL, crypto, TextEncoder, …) instead; of node there are %s
                error TITAN_B202: "fs/promises" is a module of node, which does not exist in an isolate
                  node_modules/foo/deep/x.js:1:26
                    1 │ module.exports = require('fs/promises')
                      ╵                          ~~~~~~~~~~~~~
                  note: imported by app/actions/a.ts → node_modules/foo/index.js → node_modules/foo/deep/x.js → fs/promises
                  note: and by 1 other action
                  help: the package foo needs node; look for a version of it for browsers or workers, or another package
                """.formatted(STAND_INS), refusal());
    }

    @Test
    void refusesADynamicImportOfAModuleOfNode() {
        app.file("app/actions/a.ts", "export default async () => (await import('node:fs')).readFileSync('x');\n");
        assertEquals("""
                error TITAN_B202: "node:fs" is a module of node, which does not exist in an isolate
                  app/actions/a.ts:1:42
                    1 │ export default async () => (await import('node:fs')).readFileSync('x');
                      ╵                                          ~~~~~~~~~
                  note: imported by app/actions/a.ts → node:fs
                  help: use the t.* functions or the web's own (fetch, URL, crypto, TextEncoder, …) instead; of node there are %s
                """.formatted(STAND_INS), refusal());
    }

    @Test
    void refusesModulesOfNodeInTheRoutesFile() {
        app.action("a.ts").file("app/routes.ts", "import 'node:fs';\n");
        assertTrue(refusal().contains("note: imported by app/routes.ts → node:fs\n"), refusal());
    }

    @Test
    void refusesCodeFromTheNetwork() {
        app.file("app/actions/a.ts", "import x from 'https://example.com/x.js';\nexport default () => x;\n");
        assertEquals("""
                error TITAN_B203: "https://example.com/x.js" would have to be loaded at run time; a bundle holds all of its code
                  app/actions/a.ts:1:15
                    1 │ import x from 'https://example.com/x.js';
                      ╵               ~~~~~~~~~~~~~~~~~~~~~~~~~~
                  note: imported by app/actions/a.ts → https://example.com/x.js
                  help: install the code as a package, or copy it into the app
                """, refusal());
    }

    @Test
    void saysHowToInstallAPackage() {
        app.file("app/actions/a.ts", "import { z } from 'zod/v4';\nexport default () => z;\n");
        assertEquals("""
                error TITAN_B201: could not resolve "zod/v4"
                  app/actions/a.ts:1:19
                    1 │ import { z } from 'zod/v4';
                      ╵                   ~~~~~~~~
                  help: run npm install zod, or add its path to compilerOptions.paths in tsconfig.json
                """, refusal());
        app.file("package.json", "{\"dependencies\": {\"zod\": \"^4\"}}");
        assertTrue(
                refusal().contains("help: run npm install: package.json names zod, but it is not in node_modules\n"));
    }

    @Test
    void saysThatAnInstalledPackageHasNoSuchFile() {
        pack("kit", "{\"exports\": {\".\": \"./index.js\"}}", "index.js", "");
        app.file("app/actions/a.ts", "import 'kit/inner';\nexport default () => 1;\n");
        String refusal = refusal();
        assertTrue(
                refusal.startsWith("error TITAN_B201: could not resolve \"kit/inner\"\n  app/actions/a.ts:1:8\n"),
                refusal);
        assertTrue(refusal.contains("node_modules/kit/package.json:1:"), refusal);
        assertTrue(refusal.contains("help: the package kit is installed, but has no such file"), refusal);
    }
}
