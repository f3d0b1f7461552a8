package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
                "export default defineAction(() => [t.env.GREETING, t.env.ABSENT ?? null, t.env.constructor ?? null, t.config.get('db.url'), t.config.get('db.none', 1), t.config.get('__proto__.x') ?? null])")) {
            assertEquals("[\"hi\",null,null,\"sqlite:\",1,null]", app.text(0));
        }
    }

    @Test
    void aVariableThatIsSetAndNotAllowedIsRefusedWithTheLineThatAllowsIt() throws Exception {
        for (String expression : new String[] {
            "t.env.SECRET",
            "t.env.SECRET ?? 'default'",
            "'SECRET' in t.env",
            "(({ SECRET }) => SECRET)(t.env)",
            "t.sleep(1).then(() => t.env.SECRET)"
        }) {
            try (TestRuntime app = new TestRuntime(
                    "export default defineAction(async () => { try { return await (" + expression
                            + ") } catch (e) { return [e instanceof Error, e.name, e.code, e.message].join('|') } })")) {
                assertEquals(
                        "true|PermissionError|EACCES|t.env may not read SECRET: add \"SECRET\" to permissions.env in titan.config.json",
                        app.text(0),
                        expression);
            }
        }
    }

    @Test
    void aListOfTheEnvironmentHasOnlyWhatIsAllowed() throws Exception {
        String action =
                "export default defineAction(() => { const seen = []; for (const name in t.env) seen.push(name);"
                        + " return [Object.keys(t.env), seen, { ...t.env }, structuredClone(t.env), JSON.stringify(t.env), Object.hasOwn(t.env, 'SECRET'),"
                        + " 'ABSENT' in t.env, String(t.env[Symbol.iterator])] })";
        try (TestRuntime app = new TestRuntime(action)) {
            assertEquals(
                    "[[\"GREETING\"],[\"GREETING\"],{\"GREETING\":\"hi\"},{\"GREETING\":\"hi\"},\"{\\\"GREETING\\\":\\\"hi\\\"}\",false,false,\"undefined\"]",
                    app.text(0));
        }
    }

    @Test
    void aModuleThatReadsWhatIsNotAllowedDoesNotLoadAndTellsWhy() {
        LoadException e = assertThrows(
                LoadException.class,
                () -> new TestRuntime("const secret = t.env.SECRET; export default () => secret").close());
        assertTrue(e.getMessage().contains("add \"SECRET\" to permissions.env"), e.getMessage());
    }
}
