package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Mode;
import dev.titan.engine.EngineOptions;
import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.DiagnosticException;
import dev.titan.model.SourceMap;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundlerTest extends AppScenario {
    private static final Bundler BUNDLER =
            new Bundler(Mode.PRODUCTION, Map.of("VERSION", "\"1.2\""), EngineOptions.DEFAULTS);

    @AfterAll
    static void close() {
        BUNDLER.close();
    }

    private BundleResult bundle() throws Exception {
        return BUNDLER.bundle(app.root());
    }

    private String code() throws Exception {
        return bundle().bundles().get(0).code();
    }

    private String refusal() {
        DiagnosticException refused = assertThrows(DiagnosticException.class, this::bundle);
        return AppFolder.print(refused.diagnostics());
    }

    @Test
    void bundlesEachActionOnItsOwn() throws Exception {
        app.file(
                        "app/actions/b.ts",
                        "import { name } from '../lib/name';\nexport const b = defineAction((): string => name);\n")
                .file("app/actions/a.js", "import { name } from '../lib/name';\nexport default () => name + 'a';\n")
                .file("app/lib/name.ts", "export const name: string = 'shared';\nexport const unused = 'not used';\n");
        BundleResult result = bundle();
        assertEquals(
                List.of("a", "b"),
                result.actions().stream().map(ActionEntry::id).toList());
        assertEquals(
                List.of("titan:///actions/a.js", "titan:///actions/b.js"),
                result.bundles().stream().map(Bundle::name).toList());
        for (Bundle bundle : result.bundles()) {
            assertTrue(bundle.code().contains("\"shared\""), bundle.code());
            assertFalse(bundle.code().contains("not used"), bundle.code());
            assertFalse(bundle.code().contains(": string"), bundle.code());
            assertFalse(bundle.code().contains("sourceMappingURL"), bundle.code());
        }
        assertNull(result.routes());
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void mapsBundlesToFilesRelativeToTheApp() throws Exception {
        app.file("app/actions/deep/a.ts", "\nexport default function hello() { return 1 }\n");
        Bundle bundle = bundle().bundles().get(0);
        SourceMap map = SourceMap.parse(bundle.sourceMap());
        int line = bundle.code()
                .substring(0, bundle.code().indexOf("function hello"))
                .split("\n", -1)
                .length;
        assertEquals("app/actions/deep/a.ts:2:8", String.valueOf(map.original(line, 10)));
    }

    @Test
    void whatKeepsTheNamesOfClassesHoldsNoWorker() throws Exception {
        app.file("app/actions/a.js", """
                const traps = {
                  defineProperty(target, key, given) {
                    drift(t.sleep(1));
                    return Reflect.defineProperty(target, key, given);
                  },
                };
                class Named { get value() { return drift(t.sleep(1)); } }
                export default () => [new Proxy(new Named(), traps), traps.defineProperty({}, 'a', {})];
                """);
        assertEquals(
                List.of("app/actions/a.js:7:36 a getter or setter"),
                bundle().reports().get(0).parks().stream()
                        .map(park -> park.place() + " " + park.reason())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default () => { let n = 0; for (const row of t.db.stream('SELECT 1')) n += row.n; return n }",
                "export default () => { const rows = t.db.stream('SELECT 1'); for (const row of rows) t.log(row.n) }",
                "export default () => t.db.transaction(function each(tx) { for (const row of tx.stream('SELECT 1')) t.log(row.n) })",
            })
    void aLoopOverRowsOfTheDatabaseMaySuspend(String source) throws Exception {
        app.file("app/actions/a.js", source);
        assertEquals(1, bundle().reports().get(0).twins());
    }

    @Test
    void aGeneratorThatYieldsRowsOfTheDatabaseMaySuspend() throws Exception {
        app.file(
                "app/actions/a.js",
                "export default () => t.response.stream(function* () { yield* t.db.stream('SELECT 1') })");
        assertEquals(1, bundle().reports().get(0).generators());
    }

    @Test
    void reportsTheFilesThatWereRead() throws Exception {
        app.file("app/actions/a.ts", "import data from './data.json';\nexport default () => data;\n")
                .file("app/actions/data.json", "{}")
                .file("app/actions/_unused.ts", "")
                .file("tsconfig.json", "{}");
        assertEquals(
                Set.of(
                        app.root().resolve("app/actions/a.ts"),
                        app.root().resolve("app/actions/data.json"),
                        app.root().resolve("tsconfig.json")),
                bundle().inputs());
    }

    @Test
    void bundlesTheRoutesFileToo() throws Exception {
        app.action("a.ts").file("app/routes.ts", "import { route } from 'titan';\nroute.get('/', 'a');\n");
        Bundle routes = bundle().routes();
        assertEquals("titan:///routes.js", routes.name());
        assertTrue(routes.code().contains("import { route } from \"titan\""), routes.code());
    }

    @Test
    void bundlesAnAppWithServicesOnly() throws Exception {
        app.file("app/services/users.ts", "export class Users {}");
        assertEquals(List.of(), bundle().actions());
    }

    @Test
    void importsTextAndBytes() throws Exception {
        app.file(
                        "app/actions/a.ts",
                        "import sql from './q.sql';\nimport page from './p.html';\nimport bytes from './b.bin';\nexport default () => [sql, page, bytes];\n")
                .file("app/actions/q.sql", "SELECT 1 -- ü")
                .file("app/actions/p.html", "<p></p></script>")
                .file("app/actions/b.bin", "bytes");
        String code = code();
        assertTrue(code.contains("SELECT 1 -- ü"), code);
        assertTrue(code.contains("<p></p></script>"), code);
        assertTrue(code.contains("Ynl0ZXM"), code);
    }

    @Test
    void followsThePathsOfTheTsconfig() throws Exception {
        app.file(
                        "app/actions/a.ts",
                        "import { x } from '@lib/x';\nimport { y } from 'lib/y';\nexport default () => x + y;\n")
                .file("app/lib/x.ts", "export const x = 'by paths';\n")
                .file("app/lib/y.ts", "export const y = 'by base';\n")
                .file("tsconfig.base.json", "{ \"compilerOptions\": { \"baseUrl\": \"app\", /* a comment */ } }")
                .file(
                        "tsconfig.json",
                        "{ \"extends\": \"./tsconfig.base.json\", \"compilerOptions\": { \"paths\": { \"@lib/*\": [\"./lib/*\"] } } }");
        String code = code();
        assertTrue(code.contains("by paths") && code.contains("by base"), code);
    }

    @Test
    void doesNotMindATsconfigThatIsYetToBeGenerated() throws Exception {
        app.action("a.ts").file("tsconfig.json", "{ \"extends\": \"./.titan/tsconfig.json\" }");
        assertEquals("", AppFolder.print(bundle().warnings()));
    }

    @Test
    void compilesWhatV8DoesNotRun() throws Exception {
        app.file("app/actions/a.ts", """
                function param(target: object, key: string | undefined, index: number) {}
                function mark(target: object, key: string) {}
                enum Level { Low = 1 }
                class Service {
                  @mark name = 'x';
                  constructor(private readonly db: object) {}
                  find(@param id: string) { return id }
                }
                export default () => new Service({}).find(String(Level.Low));
                """);
        String code = code();
        assertFalse(code.contains("@mark") || code.contains("@param"), code);
        app.file("app/actions/a.ts", "")
                .file(
                        "app/actions/a.js",
                        "const mark = (value) => value;\n@mark class A {}\nexport default () => A;\n");
        Files.delete(app.root().resolve("app/actions/a.ts"));
        assertFalse(code().contains("@mark"), code());
    }

    @Test
    void keepsModernSyntaxAndNames() throws Exception {
        app.file("app/actions/a.ts", """
                class A { #x = 1; static { A.y = 2 } static y: number; has(o: object) { return #x in o } }
                export default () => { using a = { [Symbol.dispose]() {} }; return [A, a, /(?<y>a)|(?<y>b)/v, 1_000n, a?.b ?? 1] };
                """);
        String code = code();
        assertTrue(code.contains("#x in o") && code.contains("static {") && code.contains("/v"), code);
        assertTrue(code.contains("__name"), code);
        // Its blocks end by a call, which may drift, so it is written out.
        assertTrue(!code.contains("using a =") && code.contains("finally"), code);
    }

    @Test
    void replacesTheModeAndWhatIsDefined() throws Exception {
        app.file(
                "app/actions/a.ts",
                "declare const VERSION: string;\nexport default () => process.env.NODE_ENV === 'production' ? VERSION : 'dev';\n");
        assertTrue(code().contains("? \"1.2\""), code());
    }

    @Test
    void copesWithAnyFileName() throws Exception {
        Set<String> ids = new HashSet<>();
        for (String id : List.of(
                "[id]",
                "[...rest]",
                "größe/日本",
                "a b",
                "a#b",
                "a%20b",
                "a'b",
                "a&b",
                "é",
                "🚀",
                "con",
                "a.b.c",
                "index",
                "$")) {
            app.file("app/actions/" + id + ".ts", "export default () => '" + ids.size() + "';\n");
            ids.add(id);
        }
        BundleResult result = bundle();
        assertEquals(
                ids,
                new HashSet<>(result.actions().stream().map(ActionEntry::id).toList()));
        for (int i = 0; i < ids.size(); i++) {
            assertTrue(result.bundles()
                    .get(i)
                    .code()
                    .contains("app/actions/" + result.actions().get(i).id()));
        }
    }

    @Test
    void bundlesAHundredActionsInOneRun() throws Exception {
        for (int i = 0; i < 100; i++) {
            app.file("app/actions/n" + i + ".ts", "import { x } from '../x';\nexport default () => x + " + i + ";\n");
        }
        app.file("app/x.ts", "export const x = 'common';\n");
        BundleResult result = bundle();
        assertEquals(100, result.bundles().size());
        for (int i = 0; i < 100; i++) {
            String number = result.actions().get(i).id().substring(1);
            assertTrue(result.bundles().get(i).code().contains("x + " + number));
        }
    }

    @Test
    void bundlesFilesBehindLinks() throws Exception {
        app.file("app/shared/ping.ts", "import 'node:fs';\nexport const GET = () => 1;\n")
                .link("app/actions/v1", "../shared")
                .link("app/actions/v2.ts", "../shared/ping.ts")
                .link("app/actions/v3.ts", "v2.ts");
        assertTrue(
                refusal().contains("note: imported by app/shared/ping.ts → node:fs\n  note: and by 2 other actions\n"));
        app.file("app/shared/ping.ts", "export const GET = () => 1;\n");
        assertEquals(
                List.of("v1/ping", "v2", "v3"),
                bundle().actions().stream().map(ActionEntry::id).toList());
        assertEquals(1, bundle().bundles().stream().map(Bundle::code).distinct().count());
    }

    @Test
    void worksInAFolderWithAnyName() throws Exception {
        AppFolder odd = new AppFolder(Files.createDirectory(folder.resolve("a*b [c] d,e #f é")));
        odd.file("app/actions/a.ts", "import './b.json';\nexport default () => 1;\n")
                .file("app/actions/b.json", "{}");
        assertEquals(1, BUNDLER.bundle(odd.root()).bundles().size());
    }

    @Test
    void givesTheSameBytesEachTime() throws Exception {
        app.action("b.ts").action("a.ts");
        BundleResult first = bundle();
        try (Bundler another = new Bundler(Mode.PRODUCTION, Map.of(), EngineOptions.DEFAULTS)) {
            assertEquals(first.bundles(), another.bundle(app.root()).bundles());
        }
        assertEquals(first, bundle());
    }

    @Test
    void seesChanges() throws Exception {
        app.file("app/actions/a.ts", "export const GET = () => 1;\n");
        assertEquals("GET", bundle().actions().get(0).handlers().get(0).export());
        app.file("app/actions/a.ts", "export const POST = () => 1;\n");
        assertEquals("POST", bundle().actions().get(0).handlers().get(0).export());
    }

    @Test
    void isOfNoUseOnceClosed() {
        Bundler bundler = new Bundler(Mode.DEVELOPMENT, Map.of(), EngineOptions.DEFAULTS);
        bundler.close();
        assertThrows(IllegalStateException.class, () -> bundler.bundle(app.root()));
    }
}
