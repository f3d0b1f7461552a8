package dev.titan.runtime;

import dev.titan.config.Limits;
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
    private final Limits limits;

    Terminations(Kernel kernel, HostBridge bridge, Abandonment abandonment, Limits limits) {
        this.kernel = kernel;
        this.bridge = bridge;
        this.abandonment = abandonment;
        this.limits = limits;
    }

    /** A new invocation was to run. Whoever has begun it answers it, next. */
    void ofNew(int number, LimitReason reason) {
        if (reason == LimitReason.CPU) {
            // What it has returned is not read, and code of another may have gone on in its microtasks.
            Ended code = recover(false, number, "", Worker.UNOWNED);
            if (code.number() != number) {
                // It was code of another, in a microtask. What the new one has returned is lost with it.
                recover(true, number, "", "");
                abandonment.ended(code, Failures.ended(reason, limits));
            }
        }
    }

    /** Calls were to run together: none that has no answer goes on. */
    void ofEntry(List<ServiceCall> calls, LimitReason reason) {
        Answer.Failure failure = Failures.ended(reason, limits);
        if (reason == LimitReason.CPU) {
            String numbers =
                    calls.stream().map(call -> String.valueOf(call.number())).collect(Collectors.joining(" "));
            Ended code = recover(true, 0, numbers, Worker.UNOWNED);
            if (code.number() != 0) {
                abandonment.ended(code, failure);
                failure = Failures.endedTogether(limits);
            }
        }
        for (ServiceCall call : calls) {
            abandonment.ended(new Ended(call.number(), "", ""), failure);
        }
    }

    /**
     * A slice continued invocations. Of all of them, only the one whose code ran is at fault.
     *
     * @param unowned as {@link Ended} has it
     * @param heard whether the slice has given its result all the same
     */
    void ofContinued(List<Invocation> owners, String unowned, LimitReason reason, boolean heard) {
        if (reason == LimitReason.CPU) {
            int only = owners.size() == 1 ? owners.get(0).number() : 0;
            abandonment.ended(recover(heard, only, "", unowned), Failures.ended(reason, limits));
        }
    }

    /** @return the code that ran; of the invocation {@code otherwise} if none did */
    private Ended recover(boolean heard, int otherwise, String calls, String unowned) {
        String told = kernel.recover(heard, otherwise, calls);
        int line = told.indexOf('\n');
        return new Ended(bridge.first(told.substring(line + 1)), told.substring(0, line), unowned);
    }
}
