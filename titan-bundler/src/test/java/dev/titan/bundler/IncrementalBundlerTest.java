package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.bundler.IncrementalResult.Action;
import dev.titan.config.Mode;
import dev.titan.engine.EngineOptions;
import dev.titan.model.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalBundlerTest {
    private static final String BROKEN = "export default defineAction(";

    @TempDir
    private Path folder;

    private AppFolder app;
    private IncrementalBundler bundler;

    @BeforeEach
    void makeApp() throws IOException {
        app = new AppFolder(folder)
                .file("app/actions/a.ts", "import { x } from '../lib';\nexport default () => x;\n")
                .file("app/actions/b.ts", "import { x } from '../lib';\nexport default () => x + 'b';\n")
                .file("app/actions/c.ts", "export default () => 'c';\n")
                .file("app/lib.ts", "export const x = 'first';\n");
        bundler = new IncrementalBundler(app.root(), Mode.DEVELOPMENT, Map.of(), EngineOptions.DEFAULTS);
    }

    @AfterEach
    void close() {
        bundler.close();
    }

    private IncrementalResult first() throws EnvironmentException {
        return bundler.update(FileChanges.UNKNOWN);
    }

    private IncrementalResult changed(String... files) throws EnvironmentException {
        return bundler.update(new FileChanges(paths(files), Set.of(), false));
    }

    private IncrementalResult came(String... files) throws EnvironmentException {
        return bundler.update(new FileChanges(paths(files), paths(files), false));
    }

    private Set<Path> paths(String... files) {
        return List.of(files).stream().map(app.root()::resolve).collect(Collectors.toSet());
    }

    private static List<String> ids(IncrementalResult result) {
        return result.actions().stream().map(action -> action.entry().id()).toList();
    }

    private static Action action(IncrementalResult result, String id) {
        return result.actions().stream()
                .filter(action -> action.entry().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> broken(IncrementalResult result) {
        return result.actions().stream()
                .filter(action -> !action.faults().isEmpty())
                .map(action -> action.entry().id())
                .collect(Collectors.toSet());
    }

    @Test
    void bundlesAgainOnlyWhatDependsOnAChangedFile() throws Exception {
        IncrementalResult before = first();
        app.file("app/lib.ts", "export const x = 'second';\n");
        IncrementalResult now = changed("app/lib.ts");
        assertTrue(action(now, "a").bundle().code().contains("second"));
        assertTrue(action(now, "b").bundle().code().contains("second"));
        assertSame(action(before, "c"), action(now, "c"));
    }

    @Test
    void isTheSameResultWhenNothingDependsOnTheChange() throws Exception {
        app.file("app/notes.md", "# Notes\n");
        IncrementalResult before = first();
        app.file("app/notes.md", "# Other notes\n").file("app/log", "line\n");
        assertSame(before, changed("app/notes.md", "app/log"));
    }

    @Test
    void keepsTheBundleOfAFileThatWasSavedAsItWas() throws Exception {
        IncrementalResult before = first();
        IncrementalResult now = changed("app/actions/a.ts");
        assertSame(action(before, "a"), action(now, "a"));
    }

    @Test
    void followsImportsToFilesThatWereNotImportedBefore() throws Exception {
        first();
        app.file("other/deep.ts", "export const deep = 1;\n")
                .file("app/actions/c.ts", "import { deep } from '../../other/deep';\nexport default () => deep;\n");
        IncrementalResult now = changed("app/actions/c.ts");
        assertTrue(now.inputs().contains(app.root().resolve("other/deep.ts")));
        app.file("other/deep.ts", "export const deep = 2;\n");
        assertTrue(action(changed("other/deep.ts"), "c").bundle().code().contains("deep = 2"));
    }

    @Test
    void aBrokenActionIsWhatItWasAndLeavesTheOthersAlone() throws Exception {
        IncrementalResult before = first();
        app.file("app/actions/a.ts", BROKEN);
        IncrementalResult now = changed("app/actions/a.ts");
        assertEquals(Set.of("a"), broken(now));
        assertEquals(action(before, "a").bundle(), action(now, "a").bundle());
        assertSame(action(before, "b"), action(now, "b"));
        assertEquals(
                "app/actions/a.ts", action(now, "a").faults().get(0).location().file());

        app.file("app/actions/b.ts", "export default () => 'new b';\n");
        now = changed("app/actions/b.ts");
        assertEquals(Set.of("a"), broken(now));
        assertTrue(action(now, "b").bundle().code().contains("new b"));

        app.file("app/actions/a.ts", "export default () => 'mended';\n");
        now = changed("app/actions/a.ts");
        assertEquals(Set.of(), broken(now));
        assertTrue(action(now, "a").bundle().code().contains("mended"));
    }

    @Test
    void aBrokenModuleBreaksThoseThatImportItAndNoOthers() throws Exception {
        first();
        app.file("app/lib.ts", "export const x = ;\n");
        IncrementalResult now = changed("app/lib.ts");
        assertEquals(Set.of("a", "b"), broken(now));
        app.file("app/lib.ts", "export const x = 'mended';\n");
        now = changed("app/lib.ts");
        assertEquals(Set.of(), broken(now));
        assertTrue(action(now, "b").bundle().code().contains("mended"));
    }

    @Test
    void findsOutWhichOfSeveralIsBrokenInTheFirstBuildToo() throws Exception {
        app.file("app/actions/a.ts", BROKEN).file("app/actions/c.ts", "import '../gone';\nexport default () => 1;\n");
        IncrementalResult now = first();
        assertEquals(Set.of("a", "c"), broken(now));
        assertEquals("", action(now, "a").bundle().code());
        assertEquals("TITAN_B201", action(now, "c").faults().get(0).code());
        app.file("app/gone.ts", "export {};\n");
        assertEquals(Set.of("a"), broken(came("app/gone.ts")));
    }

    @Test
    void anImportThatNoLongerBreaksIsNotHeldAgainstAnAction() throws Exception {
        first();
        app.file("app/lib.ts", "export const x = ;\n").file("app/actions/b.ts", "export default () => 'alone';\n");
        IncrementalResult now = changed("app/lib.ts", "app/actions/b.ts");
        assertEquals(Set.of("a"), broken(now));
        assertTrue(action(now, "b").bundle().code().contains("alone"));
    }

    @Test
    void followsFilesThatComeAndGo() throws Exception {
        first();
        app.file("app/actions/deep/new.ts", "export default () => 'new';\n");
        assertEquals(List.of("a", "b", "c", "deep/new"), ids(came("app/actions/deep")));
        Files.delete(app.root().resolve("app/actions/c.ts"));
        assertEquals(List.of("a", "b", "deep/new"), ids(changed("app/actions/c.ts")));
        Files.move(app.root().resolve("app/actions/deep"), app.root().resolve("app/actions/other"));
        assertEquals(List.of("a", "b", "other/new"), ids(came("app/actions/deep", "app/actions/other")));
        Files.delete(app.root().resolve("app/lib.ts"));
        assertEquals(Set.of("a", "b"), broken(changed("app/lib.ts")));
    }

    @Test
    void aNewFileThatIsFoundBeforeAnotherTakesItsPlace() throws Exception {
        app.file("app/lib.js", "export const x = 'javascript';\n");
        Files.delete(app.root().resolve("app/lib.ts"));
        assertTrue(action(first(), "a").bundle().code().contains("javascript"));
        app.file("app/lib.ts", "export const x = 'typescript';\n");
        assertTrue(action(came("app/lib.ts"), "a").bundle().code().contains("typescript"));
    }

    @Test
    void aFaultyNameIsAFaultOfTheAppAndTwoFilesForOnePathOfTheAction() throws Exception {
        app.file("app/actions/c/index.js", "export default () => 'other c';\n").action("[.ts");
        IncrementalResult now = first();
        assertEquals(Set.of("c"), broken(now));
        assertEquals(1, now.faults().size());
        assertEquals("app/actions/[.ts", now.faults().get(0).location().file());
    }

    @Test
    void tellsThatThereIsNoAppAndThatItIsBack() throws Exception {
        first();
        Path away = app.root().resolve("away");
        Files.move(app.root().resolve("app"), away);
        IncrementalResult now = changed("app");
        assertEquals(List.of(), now.actions());
        assertEquals("TITAN_B100", now.faults().get(0).code());
        Files.move(away, app.root().resolve("app"));
        assertEquals(3, came("app").actions().size());
    }

    @Test
    void followsTheTsconfigAndWhatItExtends() throws Exception {
        app.file("tsconfig.json", "{ // comment\n \"extends\": [\"./base\"], }")
                .file("base.json", "{\"compilerOptions\": {\"paths\": {\"#x\": [\"./one.ts\"]}}}")
                .file("one.ts", "export default 'one';\n")
                .file("two.ts", "export default 'two';\n")
                .file("app/actions/c.ts", "import x from '#x';\nexport default () => x;\n");
        IncrementalResult now = first();
        assertTrue(now.inputs().contains(app.root().resolve("base.json")));
        assertTrue(action(now, "c").bundle().code().contains("\"one\""), () -> broken(now) + "");
        app.file("base.json", "{\"compilerOptions\": {\"paths\": {\"#x\": [\"./two.ts\"]}}}");
        assertTrue(action(changed("base.json"), "c").bundle().code().contains("\"two\""));
    }

    @Test
    void followsPackagesThatAreInstalled() throws Exception {
        app.file("app/actions/c.ts", "import p from 'p';\nexport default () => p;\n");
        assertEquals(Set.of("c"), broken(first()));
        app.file("node_modules/p/package.json", "{\"main\": \"one.js\"}")
                .file("node_modules/p/one.js", "export default 'one';\n")
                .file("node_modules/p/two.js", "export default 'two';\n");
        IncrementalResult now = came("node_modules/p");
        assertEquals(Set.of(), broken(now));
        app.file("node_modules/p/package.json", "{\"main\": \"two.js\"}");
        assertTrue(action(changed("node_modules/p/package.json"), "c")
                .bundle()
                .code()
                .contains("\"two\""));
    }

    @Test
    void theRoutesFileBreaksOnItsOwn() throws Exception {
        app.file("app/routes.ts", "import { route } from 'titan';\nroute.get('/c', 'c');\n");
        IncrementalResult before = first();
        app.file("app/routes.ts", "route.get(");
        IncrementalResult now = changed("app/routes.ts");
        assertEquals(Set.of(), broken(now));
        assertEquals(1, now.routesFaults().size());
        assertEquals(before.routes(), now.routes());
    }

    @Test
    void warningsAreThoseOfAllFiles() throws Exception {
        app.file("app/actions/c.ts", "export default (x) => typeof x === 'nonsense';\n");
        IncrementalResult before = first();
        assertEquals(1, before.warnings().size());
        app.file("app/actions/a.ts", "export default () => 'changed';\n");
        assertEquals(before.warnings(), changed("app/actions/a.ts").warnings());
        app.file("app/actions/c.ts", "export default () => 1;\n");
        assertEquals(List.of(), changed("app/actions/c.ts").warnings());
    }

    @Test
    void whatWasMissedForWantOfSomethingIsMadeUpFor() throws Exception {
        IncrementalResult before = first();
        app.file("app/actions/c.ts", "export default () => 'while it failed';\n");
        Path generated = app.root().resolve(".titan/esbuild.tsconfig.json");
        Files.delete(generated);
        // Nothing can be written in its place.
        Files.createDirectories(generated.resolve("in/the/way"));
        assertThrows(EnvironmentException.class, () -> changed("app/actions/c.ts"));
        try (var way = Files.walk(generated)) {
            for (Path path : way.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
        IncrementalResult now = changed();
        assertTrue(action(now, "c").bundle().code().contains("while it failed"));
        assertEquals(action(before, "a"), action(now, "a"));
    }

    @Test
    void goesOnAfterEsbuildHasEnded() throws Exception {
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        IncrementalResult before = first();
        ProcessHandle esbuild = ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child))
                .findFirst()
                .orElseThrow();
        esbuild.destroyForcibly();
        esbuild.onExit().join();
        app.file("app/actions/c.ts", "export default () => 'after';\n");
        IncrementalResult now = changed("app/actions/c.ts");
        assertNotSame(before, now);
        assertNotEquals(action(before, "c").bundle(), action(now, "c").bundle());
    }
}
