package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an app that {@code titan dev} serves when files come and go, and with its routes, settings and packages. */
class ReloadedProjectTest extends ReloadScenario {
    @Test
    void filesAndFoldersComeGoAndAreRenamed() throws Exception {
        save("app/actions/first.ts", "export default () => 'first';\n");
        start();
        save("app/actions/deep/er/new.ts", "export default () => 'new';\n");
        awaitReload("actions/deep/er/new", "new");
        Files.move(file("app/actions/deep"), file("app/actions/moved"));
        awaitReload("actions/moved/er/new", "new");
        assertEquals(404, ask("actions/deep/er/new").statusCode());
        save("app/actions/moved/er/new.ts", "export default () => 'newer';\n");
        awaitReload("actions/moved/er/new", "newer");
        Files.delete(file("app/actions/moved/er/new.ts"));
        dev.awaitLine(RELOADED);
        assertEquals(404, ask("actions/moved/er/new").statusCode());
        assertEquals("first", get("actions/first"));
        save("public/page.txt", "text");
        assertEquals("text", get("page.txt"));
    }

    @Test
    void routesAreFollowedAndBreakOnTheirOwn() throws Exception {
        save("app/actions/user.ts", "export default (req) => 'user ' + req.params.id;\n");
        save("app/routes.ts", "import { route } from 'titan';\nroute.get('/u/:id', 'user');\n");
        start();
        assertEquals("user 7", get("u/7"));
        save("app/routes.ts", "import { route } from 'titan';\nroute.get('/user/:id', 'user');\n");
        dev.awaitLine(RELOADED);
        assertEquals("user 8", get("user/8"));
        assertEquals(404, ask("u/7").statusCode());
        save("app/routes.ts", "import { route } from 'titan';\nroute.get('/user/:id', 'usr');\n");
        dev.awaitLine("did you mean 'user'\\?");
        dev.awaitLine(KEPT + "app/routes$");
        assertTrue(get("user/8").contains("\"code\":\"TITAN_R103\""));
        assertTrue(get("none").contains("\"code\":\"TITAN_R103\""));
        assertEquals("user undefined", get("actions/user"));
        save("app/routes.ts", "import { route } from 'titan';\nroute.get('/user/:id', 'user');\n");
        dev.awaitLine(RELOADED);
        assertEquals("user 9", get("user/9"));
    }

    @Test
    void environmentAndConfigurationAreReadAgain() throws Exception {
        save("app/actions/show.ts", """
                const atLoad = t.env.KEY;
                let n = 0;
                export default () => [atLoad, t.env.KEY, t.config.get('own.deep', 'none'), ++n].join(' ');
                """);
        save(".env", "KEY=one\n");
        start();
        assertEquals("one one none 1", get("actions/show"));
        save(".env", "KEY=two\n");
        dev.awaitLine(RELOADED);
        assertEquals("two two none 1", get("actions/show"));
        save("titan.config.json", "{\"app\": {\"own\": {\"deep\": \"found\"}}}");
        dev.awaitLine(RELOADED);
        assertEquals("two two found 1", get("actions/show"));
        save("titan.config.json", "{\"app\": {\"own\": {\"deep\": \"found\"}}, \"limits\": {\"wallMs\": 1234}}");
        dev.awaitLine("^Restart titan dev to apply what has changed in the configuration:$");
        dev.awaitLine("^ {2}limits.wallMs: 30000 → 1234$");
        save("titan.config.json", "{\"app\": ");
        dev.awaitLine("titan.config.json:1");
        assertEquals("two two found 2", get("actions/show"));
        save("titan.config.json", "{\"bundle\": {\"define\": {\"t.env.KEY\": \"'defined'\"}}}");
        dev.awaitLine(RELOADED);
        assertEquals("defined defined none 1", get("actions/show"));
        Files.delete(file("titan.config.json"));
        dev.awaitLine(RELOADED);
        Files.delete(file(".env"));
        dev.awaitLine(RELOADED);
        assertEquals("  none 1", get("actions/show"));
        assertEquals(
                1,
                dev.seen().lines().filter(line -> line.startsWith("Restart ")).count());
    }

    @Test
    void whereFetchMayConnectToIsReadAgain() throws Exception {
        save("app/actions/ask.ts", """
                export default defineAction(() => {
                  try {
                    drift(t.fetch('http://192.0.2.1:1/', { signal: AbortSignal.timeout(200) }));
                    return 'answered';
                  } catch (e) {
                    return (e as Error).name;
                  }
                });
                """);
        start();
        String answer = "";
        while (!answer.equals("PermissionError")) {
            answer = get("actions/ask");
        }
        save("titan.config.json", "{\"permissions\": {\"net\": [\"192.0.2.1\"]}}");
        while (answer.equals("PermissionError")) {
            answer = get("actions/ask");
        }
        assertTrue(List.of("TimeoutError", "TypeError", "AbortError").contains(answer), answer);
    }

    @Test
    void opensThePortWithABrokenConfigurationAndServesOnceItIsMended() throws Exception {
        save("app/actions/hello.ts", "export default () => 'hello';\n");
        save("titan.config.json", "{\"srever\": {}}");
        start();
        assertTrue(get("actions/hello").contains("\"file\":\"titan.config.json\""));
        save("titan.config.json", "{}");
        dev.awaitLine(RELOADED);
        assertEquals("hello", get("actions/hello"));
    }

    @Test
    void aFolderWithoutActionsIsServedOnceItHasOne() throws Exception {
        Files.createDirectories(file("app/actions"));
        start();
        assertTrue(get("actions/hello").contains("\"code\":\"TITAN_B101\""));
        save("app/actions/hello.ts", "export default () => 'hello';\n");
        dev.awaitLine(RELOADED);
        assertEquals("hello", get("actions/hello"));
    }

    @Test
    void goesOnWhileTheFolderIsAwayAndFollowsItWhenItIsBack() throws Exception {
        save("app/actions/hello.ts", "export default () => 'hello';\n");
        start();
        Path away = folder.resolve("away");
        Files.move(file(""), away);
        dev.awaitLine("the folder .* is gone");
        assertEquals("hello", get("actions/hello"));
        assertFalse(Files.exists(file("")));
        Files.writeString(away.resolve("app/actions/hello.ts"), "export default () => 'changed away';\n");
        Files.move(away, file(""));
        dev.awaitLine(RELOADED);
        assertEquals("changed away", get("actions/hello"));
        save("app/actions/hello.ts", "export default () => 'back';\n");
        dev.awaitLine(RELOADED);
        assertEquals("back", get("actions/hello"));
    }

    @Test
    void aCheckoutOfManyFilesIsNotAReloadForEach() throws Exception {
        save("app/actions/first.ts", "export default () => 'first';\n");
        start();
        for (int i = 0; i < 500; i++) {
            Path file = file("app/actions/f" + i % 25 + "/a" + i + ".ts");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "export default () => 'many';\n");
        }
        save("app/actions/first.ts", "export default () => 'last';\n");
        awaitReload("actions/first", "last");
        assertEquals("many", get("actions/f24/a499"));
        save("app/actions/first.ts", "export default () => 'sentinel';\n");
        awaitReload("actions/first", "sentinel");
        // Two, where nothing holds the writer for longer than it takes the watch to believe that it is done.
        assertTrue(reloads() < 25, dev.seen());
    }

    @Test
    void anInstalledPackageAndATsconfigTakeEffect() throws Exception {
        save("app/actions/hello.ts", "import p from 'p';\nexport default () => p;\n");
        start();
        assertTrue(get("actions/hello").contains("\"code\":\"TITAN_B201\""));
        save("node_modules/p/package.json", "{\"main\": \"index.js\"}");
        save("node_modules/p/index.js", "export default 'installed';\n");
        save("node_modules/.package-lock.json", "{}");
        awaitReload("actions/hello", "installed");
        save("own.ts", "export default 'own';\n");
        save("tsconfig.json", "{\"compilerOptions\": {\"paths\": {\"p\": [\"./own.ts\"]}}}");
        awaitReload("actions/hello", "own");
        save("own.ts", "export default 'changed';\n");
        awaitReload("actions/hello", "changed");
    }
}
