package dev.titan.server.development;

import dev.titan.model.ErrorCode;
import dev.titan.runtime.Answer;
import dev.titan.server.endpoint.Answers;
import dev.titan.server.endpoint.Endpoint;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Map;

/** {@code /__titan} and what lies below it: checks who asks, then lets the resource of the path answer. Immutable. */
final class DevelopmentEndpoint implements Endpoint {
    private static final String ROOT = "/__titan";

    private final Map<String, DevelopmentResource> resources;
    private final EventBroadcast events;

    /** @param resources by path below {@code /__titan}, with its leading slash; the page itself by an empty text */
    DevelopmentEndpoint(Map<String, DevelopmentResource> resources, EventBroadcast events) {
        this.resources = Map.copyOf(resources);
        this.events = events;
    }

    @Override
    public boolean answers(String path) {
        return path.startsWith(ROOT) && (path.length() == ROOT.length() || path.charAt(ROOT.length()) == '/');
    }

    @Override
    public void answer(HttpServerExchange exchange, String requestId, String path, Answers answers) {
        String refusal = LocalOnly.refusal(exchange);
        if (!refusal.isEmpty()) {
            answers.answer(exchange, requestId, failure(ErrorCode.NOT_LOCAL, refusal, List.of()));
            return;
        }
        DevelopmentResource resource = resources.get(path.substring(ROOT.length()));
        if (resource == null) {
            answers.answer(exchange, requestId, failure(ErrorCode.NOT_FOUND, "", List.of()));
            return;
        }
        String method = exchange.getRequestMethod().toString();
        if (method.equals(resource.method())
                || method.equals("HEAD") && resource.method().equals("GET")) {
            resource.answer(exchange, requestId, answers);
        } else {
            String allow = resource.method().equals("GET") ? "GET, HEAD" : resource.method();
            answers.answer(
                    exchange,
                    requestId,
                    failure(ErrorCode.METHOD_NOT_ALLOWED, "This path answers " + allow, List.of("Allow", allow)));
        }
    }

    private static Answer.Failure failure(ErrorCode code, String detail, List<String> headers) {
        return new Answer.Failure(code.status(), code.code(), code.title(), detail, Map.of(), headers, null);
    }

    @Override
    public void drain() {
        events.close();
    }
}
