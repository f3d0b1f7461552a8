package dev.titan.runtime;

import dev.titan.engine.JsTerminated;
import dev.titan.model.ActionEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The generations in one isolate: which of their bundles are evaluated, and which are yet to be. Of a reloaded app only what is new is evaluated before the generation becomes
 * current; the rest, which has been evaluated before in the generation before, follows bit by bit between requests, or when it is first called. Confined to the worker's thread.
 */
final class Loads {
    /** How long requests may have to wait for bundles that nobody has called yet. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long PAUSE_MS = 2;

    private final Worker worker;
    private final Kernel kernel;
    private final Slice slice;
    private final Shared shared;

    /** Generations of which something is yet to be evaluated, or could not be; empty but for a moment after a reload. */
    private final List<Pending> pending = new ArrayList<>();

    private int newest;

    private record Pending(Generation generation, BitSet open, Map<String, LoadException> failed) {}

    Loads(Worker worker, Kernel kernel, Slice slice, Shared shared) {
        this.worker = worker;
        this.kernel = kernel;
        this.slice = slice;
        this.shared = shared;
    }

    /**
     * Loads a generation beside those that are loaded.
     *
     * @param all whether to evaluate what is not new too
     * @return why an action cannot be loaded, by its id
     */
    Map<String, LoadException> load(Generation generation, boolean all) {
        Map<String, LoadException> failures = new LinkedHashMap<>();
        BitSet open = new BitSet();
        List<ActionEntry> actions = generation.app().manifest().actions();
        for (int i = 0; i < actions.size(); i++) {
            String id = actions.get(i).id();
            if (generation.faults().actions().containsKey(id)) {
                continue;
            }
            if (!all && !generation.isFresh(i)) {
                open.set(i);
                continue;
            }
            try {
                evaluate(generation, i);
            } catch (LoadException e) {
                failures.put(id, e);
            }
        }
        if (!open.isEmpty()) {
            pending.add(new Pending(generation, open, new HashMap<>()));
        }
        return failures;
    }

    private void evaluate(Generation generation, int action) throws LoadException {
        boolean ended = false;
        slice.enter(null);
        try {
            kernel.load(generation, action);
        } catch (JsTerminated e) {
            ended = true;
        } finally {
            slice.leave(kernel.isolate());
        }
        if (ended) {
            kernel.recover();
            throw LoadException.late(
                    generation.app().manifest().actions().get(action).id());
        }
    }

    /** The generation is current now: code that belongs to no invocation counts as its own, and what is yet to be evaluated is. */
    void adopt(Generation generation) {
        newest = generation.number();
        kernel.adopt(generation);
        proceed();
    }

    private void proceed() {
        if (!worker.usable()) {
            return;
        }
        Pending now = find(newest);
        if (now == null) {
            return;
        }
        long end = System.nanoTime() + STEP_NANOS;
        while (!now.open.isEmpty() && System.nanoTime() - end < 0) {
            complete(now, now.open.nextSetBit(0));
        }
        if (!now.open.isEmpty()) {
            shared.scheduler().schedule(() -> worker.post(this::proceed), PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void complete(Pending of, int action) {
        of.open.clear(action);
        try {
            evaluate(of.generation, action);
        } catch (LoadException e) {
            of.failed.put(e.action(), e);
        }
        if (of.open.isEmpty() && of.failed.isEmpty()) {
            pending.remove(of);
        }
    }

    /** Sees to it that a target can be called. @return why it cannot be, or null */
    @Nullable
    LoadException require(ActionTarget target) {
        if (pending.isEmpty()) {
            return null;
        }
        Pending of = find(target.generation());
        if (of == null) {
            return null;
        }
        int action = of.generation.indexOf(target.action().id());
        if (of.open.get(action)) {
            complete(of, action);
        }
        return of.failed.get(target.action().id());
    }

    private @Nullable Pending find(int generation) {
        for (Pending each : pending) {
            if (each.generation.number() == generation) {
                return each;
            }
        }
        return null;
    }

    /** Forgets a generation. */
    void unload(Generation generation) {
        pending.removeIf(each -> each.generation.number() == generation.number());
        kernel.unload(generation);
    }
}
