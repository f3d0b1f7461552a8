package dev.titan.runtime;

import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How invocations of actions, sockets and handlers enter an isolate. Confined to the worker's thread. */
final class InvocationEntry {
    private final JsFunction invoke;
    private final JsFunction invokeAll;
    private final JsFunction socketEvent;
    private final JsFunction callHandler;
    private final JsFunction takeBytes;

    InvocationEntry(Isolate isolate, JsObject kernel) throws JsException {
        invoke = kernel.function("invoke");
        invokeAll = kernel.function("invokeAll");
        socketEvent = kernel.function("socketEvent");
        callHandler = kernel.function("callHandler");
        takeBytes = kernel.function("takeBytes");
        try (JsFunction watch = kernel.function("watchInterruptions")) {
            watch.call(isolate.interruptions());
        }
    }

    /** @return the encoded answer, or {@code p} and what the outbox holds */
    String invoke(Invocation invocation) throws JsException {
        if (invocation instanceof SocketCall call) {
            return tell(call);
        }
        if (invocation instanceof HandlerInvocation call) {
            return Objects.requireNonNull(callHandler.call(call.callHead(), call.payload()));
        }
        String head = head(invocation);
        RequestBody body = invocation.body();
        String result;
        if (body instanceof RequestBody.None) {
            result = invoke.call(head);
        } else if (body instanceof RequestBody.Text text) {
            result = invoke.call(head, text.text());
        } else if (body instanceof RequestBody.Bytes bytes) {
            result = invoke.call(head, bytes.bytes());
        } else {
            result = invoke.call(head, ((RequestBody.Multipart) body).described());
        }
        return Objects.requireNonNull(result);
    }

    private String tell(SocketCall call) throws JsException {
        SocketEvent event = call.event();
        Object content = event.bytes() == null ? event.text() : event.bytes();
        return Objects.requireNonNull(
                socketEvent.call(call.head('0'), event.kind().word(), call.socket(), content));
    }

    /** The bytes of the answer that {@link #invoke} has just returned. */
    byte @Nullable [] takeBytes() {
        try {
            return takeBytes.callBytes();
        } catch (JsException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Begins with invocations of actions.
     *
     * @param heads as {@link #heads} makes them; empty to go on, after the execution was ended, with those that had not begun
     * @return as {@link Kernel#fire}
     */
    @Nullable
    String invokeAll(String heads) throws JsException {
        return invokeAll.call(heads);
    }

    /** What {@link #invokeAll} takes, of invocations that have their numbers and whose bodies are texts, or that have none. */
    static String heads(List<Invocation> invocations) {
        StringBuilder heads = new StringBuilder(128 * invocations.size());
        for (Invocation invocation : invocations) {
            String head = head(invocation);
            String body = invocation.body() instanceof RequestBody.Text text ? text.text() : null;
            heads.append(head.length()).append(' ').append(body == null ? -1 : body.length());
            heads.append('\n').append(head).append(body == null ? "" : body);
        }
        return heads.toString();
    }

    private static String head(Invocation invocation) {
        RequestBody body = invocation.body();
        if (body instanceof RequestBody.Text text) {
            return invocation.head(
                    switch (text.kind()) {
                        case JSON -> '1';
                        case FORM -> '2';
                        case PLAIN -> '3';
                    });
        }
        return invocation.head(body instanceof RequestBody.None ? '0' : body instanceof RequestBody.Bytes ? '4' : '5');
    }
}
