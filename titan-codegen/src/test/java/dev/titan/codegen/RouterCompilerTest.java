package dev.titan.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.routing.RouteMatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterCompilerTest {
    private static final String CLASS = "dev/titan/generated/Routes.class";

    @TempDir
    Path folder;

    @Test
    void leavesAReadableSourceWithTheAuthorsPatterns() throws Exception {
        new RouterCompiler(folder).compile(routes("/u/:id<int>", "/u/me"));
        String source = Files.readString(folder.resolve("Routes.java"));
        assertTrue(source.contains("// GET /u/:id<int>  app/actions/u.ts:3:7"), source);
        assertTrue(source.contains("case \"/u/me\" -> match.choose(method, GET | HEAD, 1);"), source);
        assertTrue(source.contains("ParameterForm.isInt(path, at, end)"), source);
    }

    @Test
    void usesTheClassesOfTheSameSourceAgain() throws Exception {
        CompiledRouter first = new RouterCompiler(folder).compile(routes("/a"));
        Files.setLastModifiedTime(folder.resolve("Routes.class"), FileTime.fromMillis(1_000));
        CompiledRouter second = new RouterCompiler(folder).compile(routes("/a"));
        assertEquals(
                1_000, Files.getLastModifiedTime(folder.resolve("Routes.class")).toMillis());
        assertArrayEquals(first.classes().get(CLASS), second.classes().get(CLASS));
        assertEquals(0, second.router().route("GET", "/a", new RouteMatch()));
    }

    @Test
    void keepsTheClassesWhenOnlyAPlaceHasMoved() throws Exception {
        new RouterCompiler(folder).compile(routes("/a"));
        Files.setLastModifiedTime(folder.resolve("Routes.class"), FileTime.fromMillis(1_000));
        RouteEntry moved = new RouteEntry(
                "/a",
                List.of("GET"),
                new RouteEntry.Action("u", "default"),
                SourceLocation.of("app/actions/u.ts", 9, 9));
        CompiledRouter again = new RouterCompiler(folder).compile(List.of(moved));
        assertEquals(0, again.router().route("GET", "/a", new RouteMatch()));
        assertEquals(
                1_000, Files.getLastModifiedTime(folder.resolve("Routes.class")).toMillis());
        assertTrue(Files.readString(folder.resolve("Routes.java")).contains("app/actions/u.ts:9:9"));
    }

    @Test
    void warmingUpChangesNothing() throws Exception {
        RouterCompiler compiler = new RouterCompiler(folder);
        compiler.warmUp();
        assertEquals(0, compiler.compile(routes("/a")).router().route("GET", "/a", new RouteMatch()));
        assertEquals(-1, compiler.compile(routes("/a")).router().route("GET", "/b", new RouteMatch()));
    }

    @Test
    void compilesAgainWhenTheClassesAreDamaged() throws Exception {
        new RouterCompiler(folder).compile(routes("/a"));
        Files.write(folder.resolve("Routes.class"), new byte[] {1, 2, 3});
        assertEquals(
                0, new RouterCompiler(folder).compile(routes("/a")).router().route("GET", "/a", new RouteMatch()));
    }

    @Test
    void givesTheSameBytesForTheSameRoutes(@TempDir Path other) throws Exception {
        CompiledRouter one = new RouterCompiler(folder).compile(routes("/a", "/b/:id", "/b/:id/c"));
        CompiledRouter two = new RouterCompiler(other).compile(routes("/a", "/b/:id", "/b/:id/c"));
        assertEquals(one.classes().keySet(), two.classes().keySet());
        assertArrayEquals(one.classes().get(CLASS), two.classes().get(CLASS));
    }

    @Test
    void replacesTheRoutesOfTheBuildBefore() throws Exception {
        RouterCompiler compiler = new RouterCompiler(folder);
        compiler.compile(routes("/a"));
        CompiledRouter second = compiler.compile(routes("/b"));
        assertEquals(-1, second.router().route("GET", "/a", new RouteMatch()));
        assertEquals(0, second.router().route("GET", "/b", new RouteMatch()));
    }

    private static List<RouteEntry> routes(String... patterns) {
        return List.of(patterns).stream()
                .map(pattern -> new RouteEntry(
                        pattern,
                        List.of("GET"),
                        new RouteEntry.Action("u", "default"),
                        SourceLocation.of("app/actions/u.ts", 3, 7)))
                .toList();
    }
}
