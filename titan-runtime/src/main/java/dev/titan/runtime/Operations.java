package dev.titan.runtime;

import dev.titan.host.HostValue;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import dev.titan.model.Json;
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
    private static final int MOST_AT_ONCE = 64;

    private static final int ARGUMENTS_PER_OUTCOME = 4;

    private final Map<String, Operation> known;
    private final Runnable wake;
    private final boolean watched;
    private final RuntimeListener listener;
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
    }

    /**
     * Starts an operation; its outcome is delivered later in any case.
     *
     * @param arguments a JSON array
     */
    void start(int number, String name, String arguments, byte @Nullable [] bytes, Scope scope) {
        Operation operation = known.get(name);
        CompletableFuture<?> future;
        try {
            if (operation == null) {
                throw new IllegalStateException("no operation '" + name + "'");
            }
            List<@Nullable Object> list = new ArrayList<>();
            if (PlainJson.parse(arguments) instanceof List<?> plain) {
                list.addAll(plain);
            }
            future = operation.start(new OperationCall(list, bytes, scope)).toCompletableFuture();
        } catch (RuntimeException e) {
            future = CompletableFuture.failedFuture(e);
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

    private void watch(Invocation owner, String name, CompletableFuture<?> operation) {
        long start = System.nanoTime();
        operation.whenComplete(
                (value, error) -> listener.operated(owner, name, start, System.nanoTime() - start, error != null));
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
     * @param arguments of the kernel's {@code settle}, four for each outcome
     * @param owners the invocations that go on with them
     */
    record Delivery(@Nullable Object[] arguments, List<Invocation> owners) {
        boolean isEmpty() {
            return arguments.length == 0;
        }
    }

    /** Outcomes that have come in: not too many at once, the rest with the next call. */
    Delivery deliver() {
        woken.set(false);
        List<@Nullable Object> arguments = new ArrayList<>();
        List<Invocation> owners = new ArrayList<>();
        Outcome outcome;
        while (arguments.size() < MOST_AT_ONCE * ARGUMENTS_PER_OUTCOME && (outcome = outcomes.poll()) != null) {
            Open operation = open.remove(outcome.number());
            if (operation != null) {
                describe(outcome, operation.scope(), arguments);
                Invocation owner = operation.scope().owner();
                if (owner != null) {
                    owners.add(owner);
                }
            } else if (outcome.value() instanceof HostValue unwanted && unwanted.resource() != null) {
                Scope.close(unwanted.resource());
            }
        }
        if (!outcomes.isEmpty() && woken.compareAndSet(false, true)) {
            wake.run();
        }
        return new Delivery(arguments.toArray(), owners);
    }

    /** The outcomes that have come in for one scope, as the arguments of {@code settle}. Those of others stay. */
    @Nullable
    Object[] deliver(Scope scope) {
        // Whatever comes in from now on must wake the thread again, though what was posted for it has not run.
        woken.set(false);
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Iterator<Outcome> at = outcomes.iterator(); at.hasNext(); ) {
            Outcome outcome = at.next();
            Open operation = open.get(outcome.number());
            if (operation == null || operation.scope() == scope) {
                at.remove();
                if (operation != null) {
                    open.remove(outcome.number());
                    describe(outcome, scope, arguments);
                }
            }
        }
        return arguments.toArray();
    }

    private static void describe(Outcome outcome, Scope scope, List<@Nullable Object> arguments) {
        arguments.add(outcome.number());
        Throwable error = outcome.error();
        if (error != null) {
            arguments.add(true);
            arguments.add(describe(error));
            arguments.add(null);
            return;
        }
        Object value = outcome.value();
        arguments.add(false);
        if (value instanceof HostValue both) {
            Map<String, @Nullable Object> members = new HashMap<>(both.value());
            if (both.resource() != null) {
                members.put("resource", scope.keep(both.resource()));
            }
            arguments.add(Json.write(members));
            arguments.add(both.bytes());
        } else if (value instanceof byte[] bytes) {
            arguments.add(null);
            arguments.add(bytes);
        } else {
            arguments.add(value == null ? null : Json.write(value));
            arguments.add(null);
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
