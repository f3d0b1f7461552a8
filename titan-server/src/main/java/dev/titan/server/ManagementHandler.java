package dev.titan.server;

import dev.titan.model.ErrorCode;
import dev.titan.model.Version;
import dev.titan.runtime.Answer;
import dev.titan.runtime.TitanRuntime;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the management port answers: {@code /metrics}, and {@code /livez} and {@code /readyz} as on the main port. */
final class ManagementHandler implements HttpHandler {
    private final TitanRuntime runtime;
    private final Responder responder;
    private final Health health;
    private final IoLoop[] loops;
    private final @Nullable RuntimeMetrics metrics;
    private final RequestIds ids = new RequestIds(RequestIds.MANAGEMENT);

    /** @param metrics of the runtime, null when nobody counts them */
    ManagementHandler(
            TitanRuntime runtime,
            Responder responder,
            Health health,
            IoLoop[] loops,
            @Nullable RuntimeMetrics metrics) {
        this.runtime = runtime;
        this.responder = responder;
        this.health = health;
        this.loops = loops;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String path = exchange.getRequestPath();
        String requestId = nextId();
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            responder.problem(
                    exchange,
                    requestId,
                    Problem.of(ErrorCode.METHOD_NOT_ALLOWED).header("Allow", "GET, HEAD"));
        } else if (path.equals("/metrics")) {
            responder.answer(
                    exchange,
                    requestId,
                    new Answer.Response(
                            200,
                            List.of("Content-Type", MetricsText.MEDIA_TYPE),
                            new Answer.Text(metrics().toString())));
        } else if (health.answers(path)) {
            health.answer(exchange, requestId, path, responder);
        } else {
            responder.problem(
                    exchange, requestId, Problem.of(ErrorCode.NOT_FOUND, "Here are /metrics, /livez and /readyz"));
        }
    }

    private synchronized String nextId() {
        return ids.next();
    }

    /** All metrics, as they are now. Any thread. */
    MetricsText metrics() {
        MetricsText text = new MetricsText();
        text.gauge("titan_info", "The version that runs.")
                .sample("version", Version.TITAN, 1)
                .gauge("titan_ready", "1 while requests are served, as /readyz tells.")
                .sample(health.ready() ? 1 : 0)
                .counter("titan_requests_total", "Requests answered, by the first digit of the status.");
        for (int statusClass = 2; statusClass <= 5; statusClass++) {
            text.sample("status", statusClass + "xx", completed(statusClass));
        }
        int inFlight = 0;
        for (IoLoop loop : loops) {
            inFlight += loop.inFlight();
        }
        text.gauge("titan_requests_in_flight", "Requests accepted and not yet answered.")
                .sample(inFlight)
                .gauge("titan_queue_length", "Invocations that wait for a worker.")
                .sample(runtime.queueLength())
                .gauge("titan_suspended", "Invocations that are suspended now.")
                .sample(runtime.suspended())
                .gauge("titan_streams", "Answers that are being streamed now.")
                .sample(runtime.streams())
                .gauge("titan_sockets", "WebSockets of actions that are open now.")
                .sample(runtime.sockets().open())
                .counter("titan_socket_messages_total", "Messages on WebSockets of actions, by direction.")
                .sample("direction", "received", runtime.sockets().received())
                .sample("direction", "sent", runtime.sockets().sent())
                .gauge("titan_parked", "Threads that a drift holds now.")
                .sample(runtime.parked())
                .gauge("titan_workers", "Workers that live, in both lanes.")
                .sample(runtime.workers());
        if (metrics != null) {
            metrics.write(text);
        }
        return text;
    }

    private long completed(int statusClass) {
        long sum = 0;
        for (IoLoop loop : loops) {
            sum += loop.completed(statusClass);
        }
        return sum;
    }
}
