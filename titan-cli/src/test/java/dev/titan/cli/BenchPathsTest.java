package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.titan.cli.BenchPaths.Arguments;
import dev.titan.model.ExitCode;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPathsTest {
    @TempDir
    Path folder;

    private Arguments arguments(String... given) throws CommandException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Arguments.of(new Terminal(nowhere, nowhere, Map.of(), folder, false), List.of(given));
    }

    @Test
    void theFirstArgumentIsTheFolderUnlessItIsAPath() throws Exception {
        assertEquals(new Arguments(".", List.of()), arguments());
        assertEquals(new Arguments("shop", List.of()), arguments("shop"));
        assertEquals(new Arguments("shop", List.of("/a", "/b?c=%20")), arguments("shop", "/a", "/b?c=%20"));
        assertEquals(new Arguments(".", List.of("/a", "/")), arguments("/a", "/"));
        assertEquals(new Arguments(".", List.of("/")), arguments("/"));
    }

    @Test
    void theFolderMayBeAbsolute() throws Exception {
        Path app = Files.createDirectories(folder.resolve("shop/app")).getParent();
        assertEquals(new Arguments(app.toString(), List.of("/a")), arguments(app.toString(), "/a"));
        assertEquals(new Arguments(".", List.of(app + "/x")), arguments(app + "/x"));
    }

    @Test
    void whatIsBeyondAsciiIsPercentEncoded() throws Exception {
        assertEquals(List.of("/gr%C3%BC%C3%9Fe?%C3%A4=1"), BenchPaths.asSent(List.of("/grüße?ä=1")));
    }

    @Test
    void refusesWhatIsNoPath() {
        for (String wrong : List.of("actions/hello", "/a b", "/a#b", "/%zz", "/a\r\nHost: b")) {
            CommandException e = assertThrows(CommandException.class, () -> BenchPaths.asSent(List.of(wrong)), wrong);
            assertEquals(ExitCode.USAGE, e.exitCode());
        }
    }

    private static RouteEntry route(String pattern, RouteEntry.Target target, String... methods) {
        return new RouteEntry(pattern, List.of(methods), target, new SourceLocation("app/routes.ts", 1, 1, 0, ""));
    }

    @Test
    void anAppIsLoadedWhereAnActionAnswersGetWithoutParameters() {
        RouteEntry.Action action = new RouteEntry.Action("a", "default");
        assertEquals(
                List.of("/all", "/get", "/gr%C3%BC%C3%9Fe"),
                BenchPaths.of(List.of(
                        route("/all", action),
                        route("/get", action, "GET"),
                        route("/get", action, "GET"),
                        route("/post", action, "POST"),
                        route("/users/:id<int>", action, "GET"),
                        route("/docs/*path", action, "GET"),
                        route("/chat", action, "WEBSOCKET"),
                        route("/old", new RouteEntry.Redirect("/all", 302)),
                        route("/robots.txt", new RouteEntry.Reply(200, Map.of(), "")),
                        route("/grüße", action, "GET"))));
    }
}
