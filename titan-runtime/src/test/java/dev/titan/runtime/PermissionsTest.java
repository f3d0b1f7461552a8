package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is refused says what it is and which line of titan.config.json allows it. */
class PermissionsTest {
    private static String outcome(String expression) throws Exception {
        try (TestRuntime app = new TestRuntime("export default defineAction(() => String(" + expression + "))")) {
            return app.call(0).toString();
        }
    }

    @Test
    void codeOutOfTextIsRefusedWithTheLineThatAllowsIt() throws Exception {
        for (String expression : new String[] {"eval('1')", "(0, eval)('1')", "new Function('return 1')()"}) {
            String outcome = outcome(expression);
            assertTrue(
                    outcome.contains(
                            "EvalError: eval and new Function may not make code of a text: set \"eval\": true in permissions in titan.config.json"),
                    outcome);
        }
    }

    @Test
    void theEnvironmentIsWhatTheConfigurationShows() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "export default defineAction(() => [t.env.GREETING, t.env.PATH ?? null, t.env.constructor ?? null, Object.keys(t.env), t.config.get('db.url'), t.config.get('db.none', 1), t.config.get('__proto__.x') ?? null])")) {
            assertEquals("[\"hi\",null,null,[\"GREETING\"],\"sqlite:\",1,null]", app.text(0));
        }
    }
}
