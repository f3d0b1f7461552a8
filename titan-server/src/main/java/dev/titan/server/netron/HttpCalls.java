package dev.titan.server.netron;

import dev.titan.config.Limits;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Generation;
import dev.titan.runtime.ServiceCall.Kind;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.endpoint.Answers;
import io.undertow.io.IoCallback;
import io.undertow.io.Receiver;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/** Calls by HTTP: reads the body and hands it over as a call. On I/O threads. */
final class HttpCalls {
    private static final String JSON = "application/json";
    private static final List<String> MSGPACK = List.of("application/msgpack", "application/x-msgpack");
    private static final HttpString TRACEPARENT = new HttpString("traceparent");
    private static final byte[] NO_BYTES = {};

    private final TitanRuntime runtime;
    private final Limits limits;
    private final Function<HttpServerExchange, String> ip;

    /** @param ip tells the address of a client */
    HttpCalls(TitanRuntime runtime, Limits limits, Function<HttpServerExchange, String> ip) {
        this.runtime = runtime;
        this.limits = limits;
        this.ip = ip;
    }

    /** A request on its way to its call. */
    private record Incoming(HttpServerExchange exchange, String requestId, Answers answers, Kind kind, boolean json) {
        void refuse(WireError error) {
            answers.answer(exchange, requestId, HttpCall.refusal(error, json, null));
        }
    }

    /** Answers, now or later. */
    void answer(HttpServerExchange exchange, String requestId, Answers answers, Kind kind, boolean draining) {
        HttpString wanted = kind == Kind.DISCOVERY ? Methods.GET : Methods.POST;
        HttpString method = exchange.getRequestMethod();
        if (!method.equals(wanted) && !(kind == Kind.DISCOVERY && method.equals(Methods.HEAD))) {
            answers.answer(exchange, requestId, notAllowed(wanted));
            return;
        }
        String type = type(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE));
        boolean json = kind == Kind.DISCOVERY || !MSGPACK.contains(type);
        Incoming incoming = new Incoming(exchange, requestId, answers, kind, json);
        if (draining) {
            incoming.refuse(WireError.stopping());
        } else if (kind == Kind.DISCOVERY) {
            call(incoming, NO_BYTES);
        } else if (json && !type.equals(JSON)) {
            incoming.refuse(
                    new WireError("SerializationError", 415, "The body is to be " + JSON + " or application/msgpack"));
        } else {
            read(incoming);
        }
    }

    private static Answer.Failure notAllowed(HttpString allowed) {
        return new Answer.Failure(
                405,
                "TITAN_E405",
                "Method not allowed",
                "This path answers " + allowed,
                java.util.Map.of(),
                List.of("Allow", allowed.toString()),
                null);
    }

    private static String type(@Nullable String field) {
        if (field == null) {
            return "";
        }
        int parameters = field.indexOf(';');
        return (parameters < 0 ? field : field.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    }

    private void read(Incoming incoming) {
        HttpServerExchange exchange = incoming.exchange;
        if (exchange.getRequestContentLength() > limits.bodyBytes()) {
            incoming.refuse(tooLarge());
        } else if (HttpContinue.requiresContinueResponse(exchange)) {
            exchange.dispatch(
                    exchange.getIoThread(),
                    () -> HttpContinue.sendContinueResponse(exchange, new IoCallback() {
                        @Override
                        public void onComplete(HttpServerExchange continued, Sender sender) {
                            receive(incoming);
                        }

                        @Override
                        public void onException(HttpServerExchange continued, Sender sender, IOException e) {
                            exchange.endExchange();
                        }
                    }));
        } else {
            receive(incoming);
        }
    }

    private WireError tooLarge() {
        return new WireError(
                "SerializationError",
                413,
                "The body is larger than the " + limits.bodyBytes() + " bytes of limits.bodyBytes");
    }

    private void receive(Incoming incoming) {
        HttpServerExchange exchange = incoming.exchange;
        XnioExecutor.Key[] timer = {null};
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize((int) Math.min(limits.bodyBytes(), Integer.MAX_VALUE));
        receiver.receiveFullBytes(
                (received, body) -> {
                    if (timer[0] != null) {
                        timer[0].remove();
                    }
                    call(incoming, body);
                },
                (failed, e) -> {
                    if (timer[0] != null) {
                        timer[0].remove();
                    }
                    if (e instanceof Receiver.RequestToLargeException) {
                        incoming.refuse(tooLarge());
                    } else {
                        exchange.setPersistent(false);
                        exchange.endExchange();
                    }
                });
        if (!exchange.isRequestComplete() && !exchange.isResponseStarted()) {
            timer[0] = exchange.getIoThread()
                    .executeAfter(() -> tooSlow(incoming), limits.bodyMs(), TimeUnit.MILLISECONDS);
        }
    }

    private static void tooSlow(Incoming incoming) {
        HttpServerExchange exchange = incoming.exchange;
        if (!exchange.isRequestComplete() && !exchange.isResponseStarted()) {
            exchange.setPersistent(false);
            incoming.refuse(new WireError("TimeoutError", 408, "The body did not come in time"));
        }
    }

    private void call(Incoming incoming, byte[] body) {
        HttpServerExchange exchange = incoming.exchange;
        RequestNames names =
                incoming.kind == Kind.DISCOVERY ? new RequestNames(null, "") : RequestNames.of(body, incoming.json);
        Generation generation = runtime.current();
        HttpCall call = new HttpCall(
                exchange,
                incoming.requestId,
                incoming.answers,
                generation.service(names.target()),
                incoming.kind,
                new HttpCaller(ip.apply(exchange), Bearer.of(exchange), incoming.json),
                body,
                incoming.json,
                names.id());
        String trace = exchange.getRequestHeaders().getFirst(TRACEPARENT);
        if (trace != null) {
            call.trace(trace);
        }
        runtime.serve(List.of(call), exchange.getIoThread().getNumber());
        call.dispatched();
    }
}
