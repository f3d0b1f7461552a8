package dev.titan.server;

import dev.titan.runtime.Answer;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.endpoint.Answers;
import dev.titan.server.endpoint.Endpoint;
import io.undertow.server.HttpServerExchange;
import java.util.List;

/** {@code /livez}: the process runs. {@code /readyz}: it can serve, which it cannot while it drains or when no worker can. */
final class Health implements Endpoint {
    private static final List<String> HEADERS =
            List.of("content-type", "application/json", "cache-control", "no-store");

    private final TitanRuntime runtime;

    private volatile boolean draining;

    Health(TitanRuntime runtime) {
        this.runtime = runtime;
    }

    /** From now on the server is not ready. */
    @Override
    public void drain() {
        draining = true;
    }

    /** Whether requests are served. */
    boolean ready() {
        return !draining && runtime.ready();
    }

    @Override
    public boolean answers(String path) {
        return path.equals("/livez") || path.equals("/readyz");
    }

    @Override
    public void answer(HttpServerExchange exchange, String requestId, String path, Answers answers) {
        if (path.equals("/livez")) {
            respond(exchange, requestId, 200, "ok", answers);
        } else if (draining) {
            respond(exchange, requestId, 503, "draining", answers);
        } else if (runtime.ready()) {
            respond(exchange, requestId, 200, "ok", answers);
        } else {
            respond(exchange, requestId, 503, "no worker can serve", answers);
        }
    }

    private void respond(HttpServerExchange exchange, String requestId, int status, String text, Answers answers) {
        answers.answer(
                exchange,
                requestId,
                new Answer.Response(status, HEADERS, new Answer.Text("{\"status\":\"" + text + "\"}")));
    }
}
