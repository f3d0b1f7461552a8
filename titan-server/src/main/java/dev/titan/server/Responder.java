package dev.titan.server;

import dev.titan.model.ErrorCode;
import dev.titan.runtime.Answer;
import dev.titan.runtime.ThrownError;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers and problems to exchanges. Safe for use by all I/O threads; each exchange is answered on its own, exactly once. */
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final byte[] NOTHING = {};

    private final boolean development;
    private volatile boolean draining;

    /** @param development whether clients are shown what an action threw */
    Responder(boolean development) {
        this.development = development;
    }

    /** From now on each answer is the last of its connection. */
    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    void answer(HttpServerExchange exchange, String requestId, Answer answer) {
        if (answer instanceof Answer.Response response) {
            respond(exchange, requestId, response);
        } else if (answer instanceof Answer.Failure failure) {
            fail(exchange, requestId, failure);
        }
    }

    private void respond(HttpServerExchange exchange, String requestId, Answer.Response response) {
        if (response.status() < 200) {
            LOG.atError()
                    .addKeyValue("requestId", requestId)
                    .log("The action answered with the interim status {}", response.status());
            problem(exchange, requestId, Problem.of(ErrorCode.ACTION_FAILED));
            return;
        }
        exchange.setStatusCode(response.status());
        putHeaders(exchange, response.headers(), response.body() instanceof Answer.Empty);
        send(exchange, requestId, bytes(response.body()));
    }

    private static byte[] bytes(Answer.Body body) {
        if (body instanceof Answer.Text text) {
            return text.text().getBytes(StandardCharsets.UTF_8);
        }
        if (body instanceof Answer.Bytes bytes) {
            return bytes.bytes();
        }
        return NOTHING;
    }

    /** Answers with a problem that no action had part in. */
    void problem(HttpServerExchange exchange, String requestId, Problem problem) {
        exchange.setStatusCode(problem.status());
        putHeaders(exchange, problem.headers(), false);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Problem.MEDIA_TYPE);
        send(exchange, requestId, problem.json(requestId).getBytes(StandardCharsets.UTF_8));
    }

    private void fail(HttpServerExchange exchange, String requestId, Answer.Failure failure) {
        ThrownError error = failure.error();
        Map<String, @Nullable Object> members = new LinkedHashMap<>(failure.extra());
        if (error != null) {
            if (failure.status() >= 500) {
                LOG.atError()
                        .addKeyValue("requestId", requestId)
                        .addKeyValue("code", failure.code())
                        .log(
                                "{} {} failed: {}",
                                exchange.getRequestMethod(),
                                exchange.getRequestURI(),
                                ErrorText.of(error));
            }
            if (development) {
                members.put("error", ErrorText.members(error));
            }
        }
        problem(
                exchange,
                requestId,
                new Problem(
                        failure.status(),
                        failure.code(),
                        failure.title().isEmpty() ? StatusCodes.getReason(failure.status()) : failure.title(),
                        failure.detail(),
                        members,
                        failure.headers()));
    }

    /**
     * Puts an action's header fields into the response, but for those that the server owns.
     *
     * @param keepLength whether a Content-Length stays: an answer to HEAD may announce the body that GET would have
     */
    private static void putHeaders(HttpServerExchange exchange, List<String> headers, boolean keepLength) {
        HeaderMap fields = exchange.getResponseHeaders();
        int size = headers.size();
        for (int i = 0; i < size; i += 2) {
            HeaderName name = HeaderName.of(headers.get(i));
            if (!name.owned()) {
                fields.add(name.name(), headers.get(i + 1));
            } else if (keepLength
                    && name.name().equals(Headers.CONTENT_LENGTH)
                    && exchange.getRequestMethod().equals(Methods.HEAD)) {
                fields.put(Headers.CONTENT_LENGTH, headers.get(i + 1));
            }
        }
    }

    /** Sends the head, whose status and fields are set, and the body. */
    void send(HttpServerExchange exchange, String requestId, byte[] body) {
        HeaderMap fields = exchange.getResponseHeaders();
        fields.put(REQUEST_ID, requestId);
        boolean http2 = exchange.getProtocol().equals(Protocols.HTTP_2_0);
        if (draining && !http2) {
            close(exchange);
        }
        if (!http2 && !exchange.isRequestComplete() && !UnreadBody.skip(exchange)) {
            fields.put(Headers.CONNECTION, "close");
            new LingeringClose(exchange, body).start();
            return;
        }
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            if (Connectors.isEntityBodyAllowed(exchange) && !fields.contains(Headers.CONTENT_LENGTH)) {
                exchange.setResponseContentLength(body.length);
            }
            exchange.endExchange();
        } else if (body.length == 0 || !Connectors.isEntityBodyAllowed(exchange)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        }
    }

    /** Makes this the last answer of an HTTP/1 connection. Undertow adds the field by itself only where there is a body. */
    static void close(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
    }
}
