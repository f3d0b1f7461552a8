package dev.titan.server.netron;

import dev.titan.host.trace.Span;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.ServiceCall;
import dev.titan.runtime.ServiceCaller;
import dev.titan.server.endpoint.Answers;
import dev.titan.server.endpoint.Awaited;
import dev.titan.server.endpoint.ClientWatch;
import dev.titan.server.endpoint.ExchangeSpan;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call, or a batch of them, by HTTP. All that touches the exchange happens on its I/O thread. */
final class HttpCall extends ServiceCall implements Awaited, ExchangeCompletionListener {
    private static final int UNAVAILABLE = 503;
    private static final Runnable NOTHING = () -> {};
    private static final List<String> JSON = List.of("Content-Type", "application/json");
    private static final List<String> MSGPACK = List.of("Content-Type", "application/msgpack");

    private final HttpServerExchange exchange;
    private final String requestId;
    private final Answers answers;
    private final boolean json;
    private final @Nullable Object id;
    private final @Nullable Span span;
    /** Written by the worker, before it answers. */
    private @Nullable String retryAfter;

    private boolean answered;

    /** @param id of the request, for an answer of the server's own; null where it is not known */
    HttpCall(
            HttpServerExchange exchange,
            String requestId,
            Answers answers,
            ActionTarget target,
            Kind kind,
            ServiceCaller caller,
            byte[] body,
            boolean json,
            @Nullable Object id) {
        super(target, exchange.getRequestMethod().toString(), exchange.getRequestPath(), kind, caller, body);
        this.exchange = exchange;
        this.requestId = requestId;
        this.answers = answers;
        this.json = json;
        this.id = id;
        this.span = ExchangeSpan.routed(exchange, exchange.getRequestPath());
        exchange.addExchangeCompleteListener(this);
    }

    /** To be called when it has been dispatched: where there is no answer yet, the exchange goes on. */
    void dispatched() {
        if (!answered) {
            ClientWatch.begin(exchange, this);
            exchange.dispatch(SameThreadExecutor.INSTANCE, NOTHING);
        }
    }

    @Override
    public boolean waits() {
        return !answered;
    }

    @Override
    protected boolean isText() {
        return json;
    }

    @Override
    protected @Nullable Span span() {
        return span;
    }

    @Override
    protected String details() {
        return "http\n\n" + exchange.getSourceAddress().getAddress().getHostAddress() + "\n" + requestId + "\n";
    }

    /** Its response says that the call may be made again in so many seconds. */
    void retryAfter(long seconds) {
        retryAfter = Long.toString(seconds);
    }

    @Override
    protected void answer(Answer answer) {
        if (exchange.isInIoThread()) {
            write(answer);
            return;
        }
        try {
            exchange.getIoThread().execute(() -> write(answer));
        } catch (RejectedExecutionException e) {
            // The server has stopped, and its connections with it.
            answered = true;
        }
    }

    private void write(Answer answer) {
        if (answered) {
            return;
        }
        answered = true;
        if (exchange.isComplete()) {
            return;
        }
        answers.answer(exchange, requestId, response(answer));
    }

    private Answer.Response response(Answer answer) {
        if (answer instanceof Answer.Response response) {
            List<String> fields = json ? JSON : MSGPACK;
            return new Answer.Response(
                    response.status(), retryAfter == null ? fields : with(fields, retryAfter), response.body());
        }
        return refusal(WireError.of((Answer.Failure) answer), json, id);
    }

    /** RFC 9110, 10.2.3. */
    private static List<String> with(List<String> fields, String seconds) {
        return Stream.concat(fields.stream(), Stream.of("Retry-After", seconds)).toList();
    }

    /** An error of the server's own as an answer; one that passes says when to come again. */
    static Answer.Response refusal(WireError error, boolean json, @Nullable Object id) {
        List<String> fields = json ? JSON : MSGPACK;
        return new Answer.Response(
                error.code(),
                error.code() == UNAVAILABLE ? with(fields, "1") : fields,
                new Answer.Bytes(error.envelope(json, id)));
    }

    /** The answer was sent, or the connection is gone. */
    @Override
    public void exchangeEvent(HttpServerExchange done, NextListener next) {
        if (!answered) {
            answered = true;
            cancel();
        }
        next.proceed();
    }
}
