package dev.titan.runtime;

import dev.titan.config.Limits;
import dev.titan.host.fetch.FaultServer;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An action that fetches, and the server that it fetches from. */
abstract class FetchScenario {
    FaultServer upstream;

    @BeforeEach
    void starts() throws IOException {
        upstream = new FaultServer();
    }

    @AfterEach
    void stops() throws IOException {
        upstream.close();
    }

    static UnaryOperator<Limits> limits(int connectMs, int totalMs, long bodyBytes, int perHost) {
        return l -> TestLimits.fetch(l, new Limits.Fetch(connectMs, totalMs, bodyBytes, perHost));
    }

    /** Runs the body of an async function; `u` is the upstream, `failing(f)` the name, code and message of what f's promise throws, `text(bytes)` UTF-8. */
    String run(UnaryOperator<Limits> limits, String body) throws Exception {
        String module = "const u = '" + upstream.url("") + "';"
                + "const failing = async (f) => { try { await f(); return 'nothing thrown' } catch (e) { return [e.name, e.code, e.message] } };"
                + "const text = (bytes) => new TextDecoder().decode(bytes);"
                + "export default defineAction(async (req) => {" + body + "})";
        try (TestRuntime app = new TestRuntime(1, limits, RuntimeListener.NONE, module)) {
            return app.text(0);
        }
    }

    String run(String body) throws Exception {
        return run(limits -> limits, body);
    }

    String host() {
        return "127.0.0.1:" + upstream.port();
    }
}
