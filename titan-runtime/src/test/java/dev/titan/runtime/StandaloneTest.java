package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsObject;
import dev.titan.engine.Source;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The services of examples/shop under a test runner: plain classes, constructed with mocks, in an isolate that has neither kernel nor container. */
class StandaloneTest {
    private static final String NODE = "./../titan-bundler/src/main/ts/node/";

    @BeforeAll
    static void startV8() {
        Engine.start(new EngineOptions(256, false));
    }

    /** A bundle in which 'titan' is what Titan writes into a project as {@code .titan/package}. */
    private static String bundle(String name) throws IOException, InterruptedException {
        return TestBundle.of(
                "src/test/ts/standalone/" + name + ".ts",
                "--alias:titan=./target/classes/dev/titan/runtime/standalone.js",
                "--alias:node:test=" + NODE + "test.ts",
                "--alias:node:assert/strict=" + NODE + "assert-strict.ts",
                "--alias:node:assert=" + NODE + "assert.ts",
                "--alias:node:util/types=" + NODE + "util-types.ts",
                "--alias:node:util=" + NODE + "util.ts",
                "--external:node:buffer",
                "--tsconfig-raw={\"compilerOptions\":{\"experimentalDecorators\":true}}");
    }

    private static String run(String name) throws Exception {
        try (Isolate isolate = Isolate.create()) {
            JsObject tests =
                    isolate.module(Source.of(name + ".js", bundle(name))).namespace();
            tests.function("begin").call();
            return String.valueOf(tests.function("outcome").call());
        }
    }

    @Test
    void theTestsOfTheShopPassWithoutTitan() throws Exception {
        String outcome = run("shop");
        assertTrue(outcome.lines().allMatch(line -> line.startsWith("passed | ")), outcome);
        assertEquals(12, outcome.lines().count(), outcome);
    }

    @Test
    void aTestThatDoesNotHoldFails() throws Exception {
        assertEquals("""
                passed | finds nobody
                failed | must fail | Expected values to be strictly equal:

                null !== 'Ann'
                failed | must fail too | Missing expected rejection.""", run("broken"));
    }

    @Test
    void noContainerIsImported() throws Exception {
        assertFalse(bundle("shop").contains("class Container "));
    }
}
