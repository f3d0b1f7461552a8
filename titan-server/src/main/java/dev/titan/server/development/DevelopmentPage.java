package dev.titan.server.development;

import dev.titan.config.EnvFiles;
import dev.titan.config.LoadedConfig;
import dev.titan.model.Diagnostic;
import dev.titan.model.ErrorCode;
import dev.titan.runtime.Answer;
import dev.titan.runtime.TitanRuntime;
import dev.titan.runtime.WorkerState;
import dev.titan.server.endpoint.Answers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The page at {@code /__titan}, and the JSON at {@code /__titan/api/…} that it shows. Safe for use by many threads. */
public final class DevelopmentPage {
    private static final Runnable NOTHING = () -> {};

    private final RequestRecorder requests;
    private final LogRecorder logs;
    private volatile @Nullable Served served;
    private volatile List<Diagnostic> found = List.of();

    /** Put together when it is first asked for: most starts never are. */
    private static final class Document {
        static final PageDocument SHARED = new PageDocument();
    }

    private record Served(TitanRuntime runtime, LoadedConfig config, EnvFiles env) {}

    DevelopmentPage(EventBroadcast events) {
        this.requests = new RequestRecorder(events);
        this.logs = new LogRecorder(events);
    }

    /** What is to be told of requests and of the runtime. */
    public RequestRecorder requests() {
        return requests;
    }

    /** What is to be told of the lines of the log. */
    public LogRecorder logs() {
        return logs;
    }

    /** Says what the page is about; until then it has nothing to show but requests and log lines. */
    public void shows(TitanRuntime runtime, LoadedConfig config, EnvFiles env) {
        served = new Served(runtime, config, env);
    }

    /** Says what the last build found: warnings, and what is wrong beside the faults of the generation that is loaded. */
    public void built(List<Diagnostic> diagnostics) {
        found = List.copyOf(diagnostics);
    }

    /** By path below {@code /__titan}. */
    Map<String, DevelopmentResource> resources() {
        Map<String, DevelopmentResource> resources = new LinkedHashMap<>();
        DevelopmentResource page =
                (exchange, requestId, answers) -> answers.answer(exchange, requestId, Document.SHARED.answer());
        resources.put("", page);
        resources.put("/", page);
        resources.put("/api/app", of(it -> AppView.of(it.runtime.current(), found)));
        resources.put("/api/routes", of(it -> RoutesView.of(it.runtime.current())));
        resources.put("/api/config", of(it -> SettingsView.of(it.config, it.env)));
        resources.put("/api/workers", this::workers);
        resources.put("/api/requests", json(exchange -> RequestView.list(requests.all())));
        resources.put("/api/request", this::request);
        resources.put("/api/logs", json(exchange -> Map.of("lines", logs.lines())));
        return resources;
    }

    private static DevelopmentResource json(Function<HttpServerExchange, Map<String, ?>> value) {
        return (exchange, requestId, answers) ->
                answers.answer(exchange, requestId, PrivateAnswer.json(200, value.apply(exchange)));
    }

    private DevelopmentResource of(Function<Served, Map<String, ?>> value) {
        return json(exchange -> {
            Served now = served;
            return now == null ? Map.of() : value.apply(now);
        });
    }

    private void request(HttpServerExchange exchange, String requestId, Answers answers) {
        Deque<String> given = exchange.getQueryParameters().get("id");
        String id = given == null ? "" : given.getFirst();
        RequestRecord record = id.matches("\\d{1,18}") ? requests.find(Long.parseLong(id)) : null;
        answers.answer(
                exchange,
                requestId,
                record == null
                        ? Answer.Failure.of(
                                ErrorCode.NOT_FOUND,
                                "The query id must name one of the last " + RequestRecorder.KEPT + " requests")
                        : PrivateAnswer.json(200, RequestView.details(record)));
    }

    private void workers(HttpServerExchange exchange, String requestId, Answers answers) {
        Served now = served;
        if (now == null) {
            answers.answer(exchange, requestId, PrivateAnswer.json(200, AppView.workers(List.of(), 0)));
            return;
        }
        // Undertow would end the exchange with the handler's call.
        exchange.dispatch(SameThreadExecutor.INSTANCE, NOTHING);
        now.runtime
                .workerStates()
                .whenComplete((states, failure) -> exchange.getIoThread()
                        .execute(() -> answers.answer(
                                exchange, requestId, PrivateAnswer.json(200, workers(now.runtime, states)))));
    }

    private static Map<String, Object> workers(TitanRuntime runtime, @Nullable List<WorkerState> states) {
        return AppView.workers(states == null ? List.of() : states, runtime.queueLength());
    }
}
