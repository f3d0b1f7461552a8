package dev.titan.runtime;

import dev.titan.engine.JsTerminated;
import dev.titan.model.ActionEntry;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The generations in one isolate, and which of their bundles are evaluated. What is not is evaluated when it is first called, or bit by bit between requests once its
 * generation is current. Confined to the worker's thread.
 */
final class Loads {
    /** How long requests may have to wait for bundles that nobody has called yet. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long PAUSE_MS = 5;

    private final Worker worker;
    private final Kernel kernel;
    private final Slice slice;
    private final Shared shared;
    private final Map<Integer, Loaded> generations = new HashMap<>();

    /** The number of the last generation of which everything is evaluated: that of most invocations. */
    private int complete;

    private int newest;

    /**
     * A generation.
     *
     * @param open the actions whose bundles are yet to be evaluated
     * @param failed why bundles could not be
     */
    private record Loaded(Generation generation, BitSet open, Map<String, LoadException> failed) {
        static Loaded nothing(Generation generation) {
            BitSet open = new BitSet();
            List<ActionEntry> actions = generation.app().manifest().actions();
            for (int i = 0; i < actions.size(); i++) {
                open.set(
                        i,
                        !generation
                                .app()
                                .faults()
                                .actions()
                                .containsKey(actions.get(i).id()));
            }
            return new Loaded(generation, open, new LinkedHashMap<>());
        }
    }

    Loads(Worker worker, Kernel kernel, Slice slice, Shared shared) {
        this.worker = worker;
        this.kernel = kernel;
        this.slice = slice;
        this.shared = shared;
    }

    /**
     * Evaluates bundles of a generation, beside those that are loaded.
     *
     * @param all whether to evaluate all of them, not only those that the generation before had not
     * @return why an action cannot be loaded, by its id
     */
    Map<String, LoadException> load(Generation generation, boolean all) {
        Loaded loaded = loaded(generation);
        for (int i = loaded.open.nextSetBit(0); i >= 0; i = loaded.open.nextSetBit(i + 1)) {
            if (all || generation.isFresh(i)) {
                evaluate(loaded, i);
            }
        }
        return Map.copyOf(loaded.failed);
    }

    private Loaded loaded(Generation generation) {
        return generations.computeIfAbsent(generation.number(), number -> Loaded.nothing(generation));
    }

    private void evaluate(Loaded of, int action) {
        of.open.clear(action);
        try {
            evaluate(of.generation, action);
        } catch (LoadException e) {
            of.failed.put(e.action(), e);
        }
        if (of.open.isEmpty() && of.failed.isEmpty()) {
            complete = Math.max(complete, of.generation.number());
        }
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
            kernel.recover(true, 0, "");
            throw LoadException.late(
                    generation.app().manifest().actions().get(action).id());
        }
    }

    /** The generation is current now: code that belongs to no invocation counts as its own, and what is yet to be evaluated is. */
    void adopt(Generation generation) {
        newest = generation.number();
        kernel.adopt(generation);
        if (!loaded(generation).open.isEmpty()) {
            // Not at once: somebody is likely to wait for an answer of what is new.
            proceedLater();
        }
    }

    private void proceedLater() {
        shared.scheduler().schedule(() -> worker.post(this::proceed), PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    private void proceed() {
        Loaded now = generations.get(newest);
        if (now == null || !worker.usable()) {
            return;
        }
        long end = System.nanoTime() + STEP_NANOS;
        while (!now.open.isEmpty() && System.nanoTime() - end < 0) {
            evaluate(now, now.open.nextSetBit(0));
        }
        if (!now.open.isEmpty()) {
            proceedLater();
        }
    }

    /** Sees to it that a target can be called. @return why it cannot be, or null */
    @Nullable
    LoadException require(ActionTarget target) {
        Generation generation = target.generation();
        if (generation.number() == complete) {
            return null;
        }
        Loaded of = loaded(generation);
        int action = generation.indexOf(target.action().id());
        if (of.open.get(action)) {
            evaluate(of, action);
        }
        return of.failed.get(target.action().id());
    }

    /** Forgets a generation. */
    void unload(Generation generation) {
        generations.remove(generation.number());
        kernel.unload(generation);
    }
}
