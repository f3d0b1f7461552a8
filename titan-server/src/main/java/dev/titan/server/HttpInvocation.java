package dev.titan.server;

import dev.titan.host.BytePipe;
import dev.titan.host.trace.Span;
import dev.titan.model.ErrorCode;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Invocation;
import dev.titan.runtime.RequestBody;
import dev.titan.server.endpoint.Awaited;
import dev.titan.server.endpoint.ClientWatch;
import dev.titan.server.endpoint.ExchangeSpan;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.SameThreadExecutor;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The call of an action by an HTTP request. All that touches the exchange happens on its I/O thread: an answer that comes on another thread is handed
 * over to it.
 */
final class HttpInvocation extends Invocation implements Awaited, ExchangeCompletionListener, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpInvocation.class);
    private static final Runnable NOTHING = () -> {};
    private static final byte[] NO_BYTES = {};

    private final HttpServerExchange exchange;
    private final RequestContext context;
    private final IoLoop loop;
    private final String requestId;
    private final @Nullable Span span;
    private RequestBody body = RequestBody.NONE;
    private byte[] rawBody = NO_BYTES;
    private boolean answered;
    private boolean ended;
    private @Nullable Answer handedOver;
    private @Nullable BytePipe streamed;

    HttpInvocation(
            HttpServerExchange exchange,
            RequestContext context,
            IoLoop loop,
            String requestId,
            ActionTarget target,
            String path,
            String[] parameters) {
        super(target, exchange.getRequestMethod().toString(), path, exchange.getQueryString(), parameters);
        this.exchange = exchange;
        this.context = context;
        this.loop = loop;
        this.requestId = requestId;
        this.span = context.recorded()
                ? ExchangeSpan.routed(exchange, target.route().pattern())
                : null;
        exchange.addExchangeCompleteListener(this);
        loop.begun();
    }

    @Override
    public boolean waits() {
        return !ended && (!answered || streams());
    }

    private boolean streams() {
        return streamed != null && !streamed.isEnded();
    }

    /** Nobody reads the rest of an answer that is streamed. */
    private void cancelStream() {
        BytePipe pipe = streamed;
        if (pipe != null && !pipe.isEnded()) {
            pipe.cancel();
            cancel();
        }
    }

    /** Runs the action with a body. On the I/O thread, within the call of the handler or outside it. */
    void start(RequestBody received, byte[] raw) {
        body = received;
        rawBody = raw;
        start();
    }

    /** Runs the action. On the I/O thread, within the call of the handler or outside it. */
    void start() {
        if (context.watched()) {
            RequestWatch.called(exchange, this);
        }
        try {
            context.runtime().dispatch(this, loop.number());
        } catch (RuntimeException e) {
            LOG.error("Request {} could not be dispatched", requestId, e);
            if (!answered) {
                refuse(Problem.of(ErrorCode.ACTION_FAILED));
            }
        }
        if (!answered || streams()) {
            loop.waits(this);
            ClientWatch.begin(exchange, this);
        }
        if (!answered) {
            // Tells Undertow not to end the exchange when the handler's call returns; outside it, nothing happens.
            exchange.dispatch(SameThreadExecutor.INSTANCE, NOTHING);
        }
    }

    /** Answers without running the action. On the I/O thread. */
    void refuse(Problem problem) {
        answered = true;
        drop();
        context.responder().problem(exchange, requestId, problem);
    }

    @Override
    protected String details() {
        return details(exchange, context, requestId);
    }

    @Override
    protected String field(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** What {@link #details()} is to give of a request. */
    static String details(HttpServerExchange exchange, RequestContext context, String requestId) {
        StringBuilder text = new StringBuilder(256);
        ClientAddress client = context.client(exchange);
        text.append(client.scheme())
                .append('\n')
                .append(client.host())
                .append('\n')
                .append(client.ip())
                .append('\n')
                .append(requestId)
                .append('\n');
        HeaderMap headers = exchange.getRequestHeaders();
        for (long cookie = headers.fastIterateNonEmpty(); cookie != -1; cookie = headers.fiNextNonEmpty(cookie)) {
            HeaderValues values = headers.fiCurrent(cookie);
            String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
            for (int i = 0; i < values.size(); i++) {
                text.append(name).append(": ").append(values.get(i)).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    protected @Nullable Span span() {
        return span;
    }

    @Override
    protected RequestBody body() {
        return body;
    }

    @Override
    protected byte[] rawBody() {
        return rawBody;
    }

    @Override
    protected void answer(Answer answer) {
        if (exchange.isInIoThread()) {
            write(answer);
        } else {
            handedOver = answer;
            try {
                exchange.getIoThread().execute(this);
            } catch (RejectedExecutionException e) {
                LOG.debug("The server has stopped before the answer to {} could be sent", requestId);
            }
        }
    }

    /** Writes the answer that was handed over. */
    @Override
    public void run() {
        Answer answer = handedOver;
        if (answer != null) {
            write(answer);
        }
    }

    private void write(Answer answer) {
        if (answered) {
            return;
        }
        answered = true;
        if (answer instanceof Answer.Response response && response.body() instanceof Answer.Stream body) {
            streamed = body.pipe();
        }
        if (ended) {
            cancelStream();
        } else {
            try {
                context.responder().answer(exchange, requestId, answer);
            } catch (RuntimeException e) {
                LOG.error("The answer to {} could not be sent", requestId, e);
                exchange.setPersistent(false);
                exchange.endExchange();
            }
        }
    }

    /** The answer was sent, or the connection is gone. A file that was sent, or a stream of HTTP/2, may tell so on another thread. */
    @Override
    public void exchangeEvent(HttpServerExchange done, NextListener next) {
        loop.run(exchange, this::end);
        next.proceed();
    }

    private void end() {
        ended = true;
        loop.ended(exchange.getStatusCode());
        loop.waitsNoMore(this);
        if (!answered) {
            cancel();
        }
        cancelStream();
        if (TemporaryFiles.in(body)) {
            RequestBody used = body;
            exchange.getConnection().getWorker().execute(() -> TemporaryFiles.deleteAll(used));
        }
    }
}
