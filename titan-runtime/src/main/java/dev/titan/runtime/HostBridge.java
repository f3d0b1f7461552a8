package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import dev.titan.host.TraceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the JavaScript of a worker may call; the contract is {@code src/main/ts/kernel/host.ts}. Confined to the worker's thread. */
final class HostBridge implements Outbox.Recipient {
    private final Worker worker;
    private final RuntimeListener listener;
    private final Operations operations;
    private final Timers timers;
    private final Suspended suspended;
    private final Settlements settlements;
    private final Scope noScope;
    private final Map<String, HostFunction> further = new HashMap<>();
    private final Outbox outbox = new Outbox(this);
    private List<byte[]> parkedBytes = List.of();

    HostBridge(
            Worker worker,
            Operations operations,
            Timers timers,
            Suspended suspended,
            Settlements settlements,
            Scope noScope,
            RuntimeListener listener) {
        this.listener = listener;
        this.worker = worker;
        this.operations = operations;
        this.timers = timers;
        this.suspended = suspended;
        this.settlements = settlements;
        this.noScope = noScope;
    }

    /** Adds functions of another part of the host. */
    void add(Map<String, HostFunction> functions) {
        further.putAll(functions);
    }

    /** What a new invocation's JavaScript has told with its result. */
    void began(String result) {
        outbox.read(result, 1);
    }

    /** What a continuation has told, as {@link Kernel#fire} returns it. */
    void continued(String told) {
        int drifts = first(told);
        if (drifts > 0) {
            listener.drifted(drifts);
        }
    }

    /** Reads the number in the first line, and has what the outbox held done. */
    int first(String told) {
        int line = told.indexOf('\n');
        outbox.read(told, line + 1);
        return Integer.parseInt(told, 0, line, 10);
    }

    @Override
    public void start(int operation, int invocation, String name, String arguments) {
        operations.start(operation, name, arguments, null, scope(worker.find(invocation)));
    }

    @Override
    public void cancel(int operation) {
        operations.cancel(operation);
    }

    @Override
    public void trace(int operation, String place) {
        operations.trace(operation, place);
    }

    @Override
    public void called(String told) {
        operations.called(told);
    }

    @Override
    public void answer(int invocation, String answer) {
        settlements.add(invocation, answer, null);
    }

    private Scope scope(@Nullable Invocation invocation) {
        return invocation == null ? noScope : invocation.scope(suspended.deadline(invocation));
    }

    /** The functions by name. */
    Map<String, HostFunction> functions() {
        Map<String, HostFunction> host = new HashMap<>(HostText.FUNCTIONS);
        host.putAll(further);
        host.put("details", a -> details(find(a[0])));
        host.put("trace", a -> {
            Invocation invocation = find(a[0]);
            return invocation == null ? "" : trace(invocation.trace());
        });
        host.put("rawBody", a -> {
            Invocation invocation = find(a[0]);
            return invocation == null ? new byte[0] : invocation.rawBody();
        });
        host.put("post", a -> {
            outbox.read((String) Objects.requireNonNull(a[0]), 0);
            return null;
        });
        host.put("left", a -> {
            long until = scope(find(a[0])).deadlineNanos();
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            return until == Long.MAX_VALUE ? -1 : (int) Math.max(0, Math.min(left, Integer.MAX_VALUE));
        });
        host.put("parking", a -> {
            Invocation invocation = find(a[0]);
            if (invocation != null) {
                listener.parking(invocation, worker.stacks(invocation).frames((String) a[1], "", ""));
            }
            return null;
        });
        host.put("containerStarted", a -> {
            worker.containers().started((Integer) a[0], a.length > 1 ? (String) a[1] : null);
            return null;
        });
        host.put("containerStopped", a -> {
            worker.containers().stopped((Integer) a[0]);
            return null;
        });
        host.put("turn", a -> {
            worker.turn((Integer) a[0]);
            return null;
        });
        host.put("park", a -> park(find(a[0]), (Integer) a[1]));
        host.put("parkedBytes", a -> parkedBytes.get((Integer) Objects.requireNonNull(a[0])));
        host.put("startOperation", a -> {
            operations.start((Integer) a[0], (String) a[1], (String) a[3], (byte[]) a[4], scope(find(a[2])));
            return null;
        });
        host.put("startTimer", a -> {
            timers.start((Integer) a[0], ((Number) a[1]).longValue());
            return null;
        });
        host.put("stopTimer", a -> {
            timers.stop((Integer) a[0]);
            return null;
        });
        host.put("log", a -> {
            Invocation invocation = find(a[3]);
            AppLog.write(
                    (String) a[0],
                    (String) a[1],
                    (String) a[2],
                    invocation,
                    worker.stacks(invocation),
                    a.length > 4 ? String.valueOf(a[4]) : "",
                    a.length > 5 ? String.valueOf(a[5]) : "");
            return null;
        });
        host.put("authorFrames", a -> {
            StackMap known = worker.kernel().stacks((Integer) a[2]);
            // An invocation may outlive its generation.
            return (known == null ? worker.stacks(find(a[1])) : known).authorFrames((String) a[0]);
        });
        host.put("place", a -> worker.stacks(find(a[1])).place((String) a[0]));
        return host;
    }

    private static String details(@Nullable Invocation invocation) {
        return invocation == null ? "http\n\n\n\n" : invocation.details();
    }

    /** As {@code src/main/ts/kernel/host.ts} has it. */
    private static String trace(TraceContext trace) {
        return String.join(
                "\n", trace.traceId(), trace.spanId(), trace.sampled() ? "01" : "00", trace.parentId(), trace.state());
    }

    private @Nullable Invocation find(@Nullable Object number) {
        return number instanceof Integer id ? worker.find(id) : null;
    }

    private String park(@Nullable Invocation invocation, int drifts) {
        if (invocation == null) {
            throw new IllegalStateException("no invocation to park for");
        }
        Parking.Arrival arrival = worker.park(invocation, drifts);
        parkedBytes = arrival.bytes();
        return arrival.json();
    }
}
