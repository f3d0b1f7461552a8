package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others make of examples/shop: vitest and node's runner run its tests as they are, and TypeScript holds a caller to what its services declare. Run by the profile {@code packages}, which installs them. */
@Timeout(300)
class TestRunnersTest {
    private static final Path RUNNERS = Path.of("target/runners").toAbsolutePath();
    private static final Path SHOP = RUNNERS.resolve("shop");
    private static final Path USERS = SHOP.resolve("app/services/users.test.ts");
    private static final List<String> VITEST = List.of(
            RUNNERS.resolve("node_modules/vitest/vitest.mjs").toString(),
            "run",
            "--config",
            RUNNERS.resolve("vitest.config.mjs").toString());
    private static final List<String> NODE = List.of(
            "--import",
            "tsx",
            "--test",
            "app/services/orders.test.ts",
            "app/services/payments.test.ts",
            "app/services/users.test.ts");
    private static final String TSC =
            RUNNERS.resolve("node_modules/typescript/bin/tsc").toString();

    /** How a run of node ended. */
    private record Run(int exitCode, String output) {}

    @BeforeEach
    void copyShop() throws Exception {
        assumeTrue(
                Files.isDirectory(RUNNERS.resolve("node_modules")),
                "no runners from npm: run mvn -Ppackages test, with npm on the path");
        copy(Path.of("../examples/shop/app"), SHOP.resolve("app"));
        Files.copy(
                Path.of("../examples/shop/tsconfig.json"),
                SHOP.resolve("tsconfig.json"),
                StandardCopyOption.REPLACE_EXISTING);
        GeneratedFiles.write(SHOP);
        copy(SHOP.resolve(".titan/package"), RUNNERS.resolve("node_modules/titan"));
        Files.writeString(RUNNERS.resolve("vitest.config.mjs"), """
                export default {
                  resolve: { alias: { titan: new URL('shop/.titan/package/index.js', import.meta.url).pathname, 'node:test': 'vitest' } },
                };
                """);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                Path target = to.resolve(from.relativize(file));
                try {
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static Run node(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(arguments);
        Path log = RUNNERS.resolve("run.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(SHOP.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("NO_COLOR", "1");
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), Files.readString(log));
    }

    @Test
    void vitestRunsTheTestsOfTheShop() throws Exception {
        assertRuns(VITEST, "12 passed", "1 failed");
    }

    @Test
    void nodeRunsTheTestsOfTheShop() throws Exception {
        assertRuns(NODE, "pass 12", "fail 1");
    }

    private static void assertRuns(List<String> runner, String passed, String failed) throws Exception {
        Run right = node(runner);
        assertTrue(right.output().contains(passed), right.output());
        assertEquals(0, right.exitCode(), right.output());
        Files.writeString(USERS, Files.readString(USERS) + "\ntest('must fail', () => assert.equal(1, 2));\n");
        Run wrong = node(runner);
        assertTrue(wrong.output().contains(failed), wrong.output());
        assertNotEquals(0, wrong.exitCode(), wrong.output());
    }

    @Test
    void theShopHasNoErrorsOfTypesNorHaveItsTests() throws Exception {
        Run run = node(List.of(TSC, "-p", "tsconfig.json"));
        assertEquals("", run.output());
    }

    @Test
    void aCallerDoesNotCompileAnyMoreWhenASignatureHasChanged() throws Exception {
        Path client = Files.createDirectories(RUNNERS.resolve("client"));
        Files.writeString(client.resolve("use.ts"), """
                import { createClient } from './shop';
                const users = createClient('http://localhost:3000').service('users@^1.0.0');
                export const name: Promise<string | undefined> = users.findById('u1').then((user) => user?.name);
                """);
        Files.writeString(
                client.resolve("tsconfig.json"),
                "{\"compilerOptions\": {\"target\": \"ESNext\", \"module\": \"ESNext\", \"moduleResolution\": \"Bundler\", \"lib\": [\"ESNext\", \"DOM\", \"DOM.AsyncIterable\"], \"types\": [], \"strict\": true, \"noEmit\": true}}");
        List<String> compile =
                List.of(TSC, "-p", client.resolve("tsconfig.json").toString());
        generate(client);
        assertEquals("", node(compile).output());
        Path service = SHOP.resolve("app/services/users.ts");
        Files.writeString(
                service,
                Files.readString(service)
                        .replace("findById(@Validate(Id) id: string)", "findById(@Validate(Id) id: number)"));
        generate(client);
        Run run = node(compile);
        assertTrue(run.output().contains("use.ts(3,") && run.output().contains("TS2345"), run.output());
    }

    private static void generate(Path client) {
        CommandRun run = CommandRun.in(
                RUNNERS,
                Map.of(),
                "gen",
                "client",
                "shop",
                "-o",
                client.resolve("shop.ts").toString());
        assertEquals(0, run.exitCode(), run.err());
    }
}
