package dev.titan.runtime;

import dev.titan.config.Limits;
import dev.titan.engine.JsException;
import dev.titan.engine.JsTerminated;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins with invocations of actions, sockets and handlers on one worker. Confined to the worker's thread. */
final class InvocationRunner {
    private static final Logger LOGGER = LoggerFactory.getLogger(InvocationRunner.class);

    private final Worker worker;
    private final Kernel kernel;
    private final Loads loads;
    private final Suspended suspended;
    private final Starts starts;
    private final Abandonment abandonment;
    private final Limits limits;
    private final Terminations terminations;
    private @Nullable Invocation running;

    InvocationRunner(
            Worker worker,
            Kernel kernel,
            Loads loads,
            Suspended suspended,
            Starts starts,
            Abandonment abandonment,
            Limits limits,
            Terminations terminations) {
        this.worker = worker;
        this.kernel = kernel;
        this.loads = loads;
        this.suspended = suspended;
        this.starts = starts;
        this.abandonment = abandonment;
        this.limits = limits;
        this.terminations = terminations;
    }

    /** The invocation that runs now and is not known as suspended, if this is its number. */
    @Nullable
    Invocation running(int number) {
        Invocation now = running;
        return now != null && now.number() == number ? now : null;
    }

    /**
     * Runs an invocation until it ends or waits.
     *
     * @param bridge takes what JavaScript has told
     */
    void run(Invocation invocation, HostBridge bridge) {
        long start = System.nanoTime();
        if (!take(invocation, start)) {
            return;
        }
        running = invocation;
        String result = null;
        byte[] bytes = null;
        worker.enter(invocation.target(), start);
        try {
            result = kernel.invocations().invoke(invocation);
            if (result.charAt(0) == 'b') {
                bytes = kernel.invocations().takeBytes();
            }
        } catch (JsTerminated e) {
            // What ended it is told by leave().
        } catch (JsException e) {
            LOGGER.error("the runtime's JavaScript failed: {}", e.stack());
            result = "x{\"status\":500}";
        }
        LimitReason limit = worker.leave(List.of(invocation), start);
        running = null;
        if (limit != null || result == null) {
            LimitReason reason = kernel.isolate().exhausted() ? LimitReason.HEAP : LimitReason.CPU;
            terminations.ofNew(invocation.number(), reason);
            worker.answer(invocation, Failures.ended(reason, limits));
            abandonment.forget(invocation.number());
        } else if (result.charAt(0) == 'p') {
            suspended.add(invocation);
            bridge.began(result);
        } else {
            worker.answer(invocation, AnswerDecoder.decode(result, bytes, invocation));
        }
        worker.afterSlice();
        starts.goesOn(invocation);
    }

    /**
     * Runs invocations of actions in one slice, so that the border is crossed once for all of them. Each counts as suspended from the beginning, and its answer comes as that of any that is.
     *
     * @param given with bodies that are texts, or none
     */
    void runAll(List<Invocation> given) {
        List<Invocation> taken = new ArrayList<>(given.size());
        long start = System.nanoTime();
        for (Invocation invocation : given) {
            if (take(invocation, start)) {
                suspended.add(invocation);
                taken.add(invocation);
            }
        }
        String heads = InvocationEntry.heads(taken);
        while (!taken.isEmpty() && worker.resume(taken, entering(heads)) == LimitReason.CPU) {
            // Those after the one that was ended have not begun.
            heads = "";
        }
        taken.forEach(starts::goesOn);
    }

    private Continuation entering(String heads) {
        return () -> kernel.invocations().invokeAll(heads);
    }

    /** @return whether it is to begin; else it is answered */
    private boolean take(Invocation invocation, long now) {
        if (starts.refuses(invocation)) {
            return false;
        }
        invocation.take(worker, suspended.nextNumber(), now);
        LoadException broken = invocation.isLoaded() ? null : loads.require(invocation.target());
        if (broken != null) {
            worker.answer(invocation, Failures.notLoaded(broken));
        }
        return broken == null;
    }
}
