package dev.titan.runtime;

import dev.titan.host.HostText;
import dev.titan.host.HostValue;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import dev.titan.host.trace.OperationSpan;
import dev.titan.host.trace.Tracer;
import dev.titan.model.Json;
import dev.titan.model.PlainJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations that the JavaScript of one worker has started and that have not settled. Confined to the worker's thread, but outcomes arrive on any: they queue up, and one
 * turn of the worker hands JavaScript all that have come in.
 */
final class Operations {
    private static final Logger LOGGER = LoggerFactory.getLogger(Operations.class);

    /** Outcomes in one call into JavaScript; what is more waits for the next slice, so that none grows without bound. */
    static final int MOST_AT_ONCE = 16;

    private final Map<String, Operation> known;
    private final Runnable wake;
    private final boolean watched;
    private final RuntimeListener listener;
    private final @Nullable Tracer tracer;

    /** Of the operation that is to be recorded when it starts, which is the next to do so; 0 for none. */
    private int traced;

    private String place = "";
    private final Map<Integer, Open> open = new HashMap<>();
    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    private record Open(CompletableFuture<?> future, Scope scope) {}

    private record Outcome(
            int number, @Nullable Object value, @Nullable Throwable error) {}

    /** @param wake any thread: has the worker call {@link #deliver} soon */
    Operations(Shared shared, Runnable wake) {
        this.known = shared.operations();
        this.wake = wake;
        this.watched = shared.config().development();
        this.listener = shared.listener();
        this.tracer = shared.config().tracer();
    }

    /**
     * Starts an operation; its outcome is delivered later in any case.
     *
     * @param arguments a JSON array, or a text that is the only argument
     */
    void start(int number, String name, String arguments, byte @Nullable [] bytes, Scope scope) {
        Operation operation = known.get(name);
        OperationSpan span = null;
        CompletableFuture<?> future;
        try {
            List<@Nullable Object> given = list(arguments);
            if (traced == number) {
                span = span(name, given);
            }
            if (operation == null) {
                throw new IllegalStateException("no operation '" + name + "'");
            }
            future = operation.start(new OperationCall(given, bytes, scope)).toCompletableFuture();
        } catch (RuntimeException e) {
            future = CompletableFuture.failedFuture(e);
        }
        if (span != null) {
            OperationSpan begun = span;
            future.whenComplete((value, error) -> begun.end(value, error));
        }
        open.put(number, new Open(future, scope));
        Invocation owner = scope.owner();
        if (watched && owner != null) {
            watch(owner, name, future);
        }
        future.whenComplete((value, error) -> {
            outcomes.add(new Outcome(number, value, error));
            if (woken.compareAndSet(false, true)) {
                wake.run();
            }
        });
    }

    /** The operation of this number, which starts next, is to be recorded at this place in a trace. */
    void trace(int number, String at) {
        traced = number;
        place = at;
    }

    private @Nullable OperationSpan span(String name, List<@Nullable Object> arguments) {
        traced = 0;
        return tracer == null ? null : tracer.operation(name, arguments, place);
    }

    /** A call of a service has ended that is to be recorded. */
    void called(String told) {
        if (tracer != null) {
            tracer.call(told);
        }
    }

    private void watch(Invocation owner, String name, CompletableFuture<?> operation) {
        long start = System.nanoTime();
        operation.whenComplete(
                (value, error) -> listener.operated(owner, name, start, System.nanoTime() - start, error != null));
    }

    private static List<@Nullable Object> list(String arguments) {
        List<@Nullable Object> list = new ArrayList<>();
        if (!arguments.startsWith("[")) {
            list.add(arguments);
        } else if (PlainJson.parse(arguments) instanceof List<?> plain) {
            list.addAll(plain);
        }
        return list;
    }

    /** Nobody waits for it any more. Its outcome, if it comes, is not delivered. */
    void cancel(int number) {
        Open operation = open.remove(number);
        if (operation != null) {
            operation.future().cancel(true);
        }
    }

    /**
     * Outcomes for JavaScript.
     *
     * @param outcomes as the kernel's {@code settle} takes them
     * @param bytes of those that have some
     * @param owners the invocations that go on with them
     */
    record Delivery(String outcomes, List<byte[]> bytes, List<Invocation> owners) {
        boolean isEmpty() {
            return outcomes.isEmpty();
        }
    }

    /** Outcomes that have come in: not too many at once, the rest with the next call. */
    Delivery deliver() {
        woken.set(false);
        OutcomeText text = new OutcomeText();
        List<Invocation> owners = new ArrayList<>();
        Outcome outcome;
        for (int count = 0; count < MOST_AT_ONCE && (outcome = outcomes.poll()) != null; count++) {
            Open operation = open.remove(outcome.number());
            if (operation != null) {
                write(outcome, operation.scope(), text);
                Invocation owner = operation.scope().owner();
                if (owner != null) {
                    owners.add(owner);
                }
            } else {
                discard(outcome.value());
            }
        }
        if (!outcomes.isEmpty() && woken.compareAndSet(false, true)) {
            wake.run();
        }
        return new Delivery(text.toString(), text.bytes(), owners);
    }

    private static void discard(@Nullable Object unwanted) {
        AutoCloseable resource = unwanted instanceof HostValue value
                ? value.resource()
                : unwanted instanceof HostText text ? text.resource() : null;
        if (resource != null) {
            Scope.close(resource);
        }
    }

    /** The outcomes that have come in for one scope. Those of others stay. */
    Delivery deliver(Scope scope) {
        // Whatever comes in from now on must wake the thread again, though what was posted for it has not run.
        woken.set(false);
        OutcomeText text = new OutcomeText();
        for (Iterator<Outcome> at = outcomes.iterator(); at.hasNext(); ) {
            Outcome outcome = at.next();
            Open operation = open.get(outcome.number());
            if (operation == null) {
                at.remove();
                discard(outcome.value());
            } else if (operation.scope() == scope) {
                at.remove();
                open.remove(outcome.number());
                write(outcome, scope, text);
            }
        }
        return new Delivery(text.toString(), text.bytes(), List.of());
    }

    private static void write(Outcome outcome, Scope scope, OutcomeText text) {
        int number = outcome.number();
        Throwable error = outcome.error();
        Object value = outcome.value();
        if (error != null) {
            text.failure(number, describe(error));
        } else if (value instanceof HostText own) {
            int resource = own.resource() == null ? 0 : scope.keep(own.resource());
            text.text(number, resource + "\n", own.text(), own.bytes());
        } else if (value instanceof HostValue both) {
            Map<String, @Nullable Object> members = new HashMap<>(both.value());
            if (both.resource() != null) {
                members.put("resource", scope.keep(both.resource()));
            }
            text.json(number, Json.write(members), both.bytes());
        } else if (value instanceof byte[] bytes) {
            text.json(number, null, bytes);
        } else {
            text.json(number, value == null ? null : Json.write(value), null);
        }
    }

    private static String describe(Throwable thrown) {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (error instanceof OperationException known) {
            return Json.write(
                    Map.of("name", known.name(), "message", String.valueOf(known.getMessage()), "code", known.code()));
        }
        LOGGER.error("an operation failed", error);
        return Json.write(
                Map.of("name", "Error", "message", "the operation failed; the log of the server says why", "code", ""));
    }

    /** Cancels all. */
    void close() {
        List.copyOf(open.keySet()).forEach(this::cancel);
    }
}
