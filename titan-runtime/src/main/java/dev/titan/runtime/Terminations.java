package dev.titan.runtime;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts a worker right after its JavaScript was ended at a limit, where no {@code finally} has run: whose code it was is answered, and nothing goes on of it. Once the heap is exhausted there is nothing to put
 * right, since the isolate is replaced. Confined to the worker's thread.
 */
final class Terminations {
    private final Kernel kernel;
    private final HostBridge bridge;
    private final Abandonment abandonment;

    Terminations(Kernel kernel, HostBridge bridge, Abandonment abandonment) {
        this.kernel = kernel;
        this.bridge = bridge;
        this.abandonment = abandonment;
    }

    /** A new invocation was to run. Whoever has begun it answers it, next. */
    void ofNew(int number, LimitReason reason) {
        if (reason == LimitReason.CPU) {
            // What it has returned is not read, and code of another may have gone on in its microtasks.
            int guilty = recover(false, number, "");
            if (guilty != number) {
                // It was code of another, in a microtask. What the new one has returned is lost with it.
                recover(true, number, "");
                abandonment.ended(guilty, reason);
            }
        }
    }

    /** Calls were to run together: none that has no answer goes on. */
    void ofEntry(List<ServiceCall> calls, LimitReason reason) {
        if (reason == LimitReason.CPU) {
            String numbers =
                    calls.stream().map(call -> String.valueOf(call.number())).collect(Collectors.joining(" "));
            abandonment.ended(recover(true, 0, numbers), reason);
        }
        calls.forEach(call -> abandonment.ended(call.number(), reason));
    }

    /**
     * A slice continued invocations. Of all of them, only the one whose code ran is at fault.
     *
     * @param heard whether the slice has given its result all the same
     */
    void ofContinued(List<Invocation> owners, LimitReason reason, boolean heard) {
        if (reason == LimitReason.CPU) {
            int only = owners.size() == 1 ? owners.get(0).number() : 0;
            abandonment.ended(recover(heard, only, ""), reason);
        }
    }

    /** @return the number of the invocation whose code ran, {@code otherwise} if none did */
    private int recover(boolean heard, int otherwise, String calls) {
        return bridge.first(kernel.recover(heard, otherwise, calls));
    }
}
