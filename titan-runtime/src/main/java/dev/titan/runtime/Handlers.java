package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import dev.titan.host.AppHandlers;
import dev.titan.host.HandlerCall;
import dev.titan.host.HandlerOutcome;
import dev.titan.host.trace.Tracer;
import dev.titan.model.ActionEntry;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The handlers of the app, in whichever worker, and the way to call them: by the side lane, as requests go. Safe for use by many threads. */
final class Handlers implements AppHandlers {
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();

    /** By kind and name. Guarded by itself. */
    private final Map<Key, Definition> known = new LinkedHashMap<>();

    private volatile Supplier<@Nullable Generation> current = () -> null;
    private volatile Consumer<Invocation> lane = invocation -> {};
    private volatile Supplier<List<WorkerSlot>> slots = List::of;
    private volatile @Nullable Tracer tracer;

    /** What a handler has learnt about its drifts, which holds for one version of the code. */
    private final Map<Key, Lane> lanes = new ConcurrentHashMap<>();

    private record Key(String kind, String name) {}

    private record Lane(int generation, LanePolicy policy) {}

    private record Owner(Worker worker, int generation) {}

    private static final class Definition {
        String options = "";
        int generation;
        final Set<Owner> owners = new HashSet<>();
    }

    /**
     * Makes calls possible.
     *
     * @param submit takes an invocation for whichever worker is free
     * @param spans records calls; null where nobody does
     */
    void serve(
            Supplier<@Nullable Generation> generation,
            Consumer<Invocation> submit,
            Supplier<List<WorkerSlot>> workers,
            @Nullable Tracer spans) {
        current = generation;
        lane = submit;
        slots = workers;
        tracer = spans;
    }

    @Override
    public void listen(String kind, Listener listener) {
        listeners.put(kind, listener);
    }

    /** The functions of the host by which a worker's JavaScript tells of its handlers. */
    Map<String, HostFunction> functions(Worker worker) {
        return Map.of(
                "handler",
                a -> {
                    int generation = (Integer) Objects.requireNonNull(a[2]);
                    return add(worker, key(a), generation, (String) Objects.requireNonNull(a[3]));
                },
                "handlerPlace",
                a -> {
                    Invocation invocation = worker.find((Integer) Objects.requireNonNull(a[1]));
                    SourceLocation place = worker.stacks(invocation).ownPlace((String) Objects.requireNonNull(a[0]));
                    return place == null ? "" : place.toString();
                },
                "handlerGone",
                a -> {
                    remove(key(a), new Owner(worker, (Integer) Objects.requireNonNull(a[2])));
                    return null;
                });
    }

    private static Key key(@Nullable Object[] a) {
        return new Key((String) Objects.requireNonNull(a[0]), (String) Objects.requireNonNull(a[1]));
    }

    /** @return what is wrong with it, or null */
    private @Nullable String add(Worker worker, Key key, int generation, String options) {
        Listener listener = listeners.get(key.kind);
        synchronized (known) {
            Definition definition = known.computeIfAbsent(key, k -> new Definition());
            definition.owners.add(new Owner(worker, generation));
            if (generation < definition.generation || definition.options.equals(options)) {
                return null;
            }
            try {
                if (listener != null) {
                    listener.defined(key.name, options);
                }
            } catch (IllegalArgumentException e) {
                return String.valueOf(e.getMessage());
            }
            definition.generation = generation;
            definition.options = options;
            return null;
        }
    }

    private void remove(Key key, Owner owner) {
        Listener listener = listeners.get(key.kind);
        synchronized (known) {
            Definition definition = known.get(key);
            if (definition == null || !definition.owners.remove(owner) || !definition.owners.isEmpty()) {
                return;
            }
            known.remove(key);
            lanes.remove(key);
            if (listener != null) {
                listener.gone(key.name);
            }
        }
    }

    /** A worker is being closed. The next in its place tells of its own handlers, so that none is gone for that. */
    void lost(Worker worker) {
        synchronized (known) {
            known.values().forEach(definition -> definition.owners.removeIf(owner -> owner.worker == worker));
        }
    }

    @Override
    public CompletableFuture<HandlerOutcome> call(HandlerCall call) {
        HandlerInvocation invocation = invocation(call);
        if (invocation == null) {
            return CompletableFuture.completedFuture(
                    new HandlerOutcome(HandlerOutcome.End.NOT_BEGUN, "nothing is loaded"));
        }
        lane.accept(invocation);
        return invocation.outcome();
    }

    @Override
    public void callEverywhere(HandlerCall call) {
        for (WorkerSlot slot : slots.get()) {
            HandlerInvocation invocation = invocation(call);
            if (invocation != null) {
                slot.runHere(invocation);
            }
        }
    }

    private @Nullable HandlerInvocation invocation(HandlerCall call) {
        Generation generation = current.get();
        if (generation == null) {
            return null;
        }
        Lane lane = lanes.compute(
                new Key(call.kind(), call.name()),
                (key, before) -> before != null && before.generation == generation.number()
                        ? before
                        : new Lane(generation.number(), aside()));
        String id = call.kind() + " " + call.name();
        SourceLocation nowhere = SourceLocation.of("", 1, 1);
        ActionEntry entry = new ActionEntry(id, "", "", List.of());
        RouteEntry route = new RouteEntry("", List.of(), new RouteEntry.Action(id, "default"), nowhere);
        Tracer spans = tracer;
        return new HandlerInvocation(
                new ActionTarget(0, route, entry, lane.policy, generation),
                call,
                spans == null ? null : spans.handler(call.kind(), call.name(), ""));
    }

    private static LanePolicy aside() {
        LanePolicy policy = new LanePolicy();
        policy.keepAside();
        return policy;
    }
}
