package dev.titan.runtime;

import dev.titan.model.ActionEntry;
import dev.titan.model.RouteEntry;
import dev.titan.routing.Router;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of the loaded bundles; a reload makes the next. Immutable but for the lanes of its handlers. */
public final class Generation {
    private final int number;
    private final App app;
    private final StackMap stacks;
    private final List<@Nullable ActionTarget> targets;
    private final Map<String, List<ActionTarget>> byAction;
    private final Faults faults;

    /** For each route; null when no route is at fault. */
    private final @Nullable Fault @Nullable [] routeFaults;

    /** @param firstTarget the number of the target of route 0; route i has the i-th after it */
    Generation(int number, App app, int firstTarget) {
        this.number = number;
        this.app = app;
        this.stacks = new StackMap(app);
        this.byAction = new HashMap<>();
        this.targets = Collections.unmodifiableList(targets(firstTarget));
        this.faults = app.faults();
        this.routeFaults = routeFaults();
    }

    private Generation(Generation same, Faults faults) {
        this.number = same.number;
        this.app = same.app;
        this.stacks = same.stacks;
        this.byAction = same.byAction;
        this.targets = same.targets;
        this.faults = faults;
        this.routeFaults = routeFaults();
    }

    private List<@Nullable ActionTarget> targets(int first) {
        Map<String, ActionEntry> actions = new HashMap<>();
        for (ActionEntry action : app.manifest().actions()) {
            actions.put(action.id(), action);
        }
        Map<RouteEntry.Action, LanePolicy> lanes = new HashMap<>();
        List<@Nullable ActionTarget> list = new ArrayList<>();
        for (RouteEntry route : app.manifest().routes()) {
            if (route.target() instanceof RouteEntry.Action named) {
                ActionEntry action = actions.get(named.action());
                if (action == null) {
                    throw new IllegalArgumentException("route " + route.pattern() + " names no action: " + named);
                }
                LanePolicy lane = lanes.computeIfAbsent(named, t -> new LanePolicy());
                if (action.parks()) {
                    lane.confine();
                }
                ActionTarget target = new ActionTarget(first + list.size(), route, action, lane, stacks);
                byAction.computeIfAbsent(action.id(), id -> new ArrayList<>()).add(target);
                list.add(target);
            } else {
                list.add(null);
            }
        }
        return list;
    }

    /** Loads one of its actions. */
    interface Loader {
        /** @param action its index in the manifest */
        void load(int action, String id) throws LoadException;
    }

    /** Has the sound actions loaded. @return why an action cannot be, by its id */
    Map<String, LoadException> load(Loader loader) {
        Map<String, LoadException> failures = new LinkedHashMap<>();
        List<ActionEntry> actions = app.manifest().actions();
        for (int i = 0; i < actions.size(); i++) {
            String id = actions.get(i).id();
            if (!faults.actions().containsKey(id)) {
                try {
                    loader.load(i, id);
                } catch (LoadException e) {
                    failures.put(id, e);
                }
            }
        }
        return failures;
    }

    private @Nullable Fault @Nullable [] routeFaults() {
        if (faults.isEmpty()) {
            return null;
        }
        Fault ofRoutes = faults.routes().isEmpty() ? null : new Fault(faults.routes());
        @Nullable Fault[] all = new @Nullable Fault[targets.size()];
        for (int i = 0; i < all.length; i++) {
            ActionTarget target = targets.get(i);
            Fault ofAction =
                    target == null ? null : faults.actions().get(target.action().id());
            boolean written = target == null
                    || !target.route().location().file().equals(target.action().file());
            all[i] = ofAction == null && written ? ofRoutes : ofAction;
        }
        return all;
    }

    /** The same code with other faults. */
    Generation with(Faults other) {
        return new Generation(this, other);
    }

    /** From 1, one more with each load. */
    public int number() {
        return number;
    }

    /** What was loaded. */
    public App app() {
        return app;
    }

    /** What of the app cannot be served: faults that the app came with, and those that loading it has shown. */
    public Faults faults() {
        return faults;
    }

    /** What answers a route instead of its target, or null when nothing is wrong with it. */
    public @Nullable Fault fault(int route) {
        return routeFaults == null ? null : routeFaults[route];
    }

    /** The app's routing class. */
    public Router router() {
        return app.router();
    }

    /** What the route with this index runs, or null when no action answers it (a redirect, a reply). */
    public @Nullable ActionTarget target(int route) {
        return targets.get(route);
    }

    /** What reads the stacks of its bundles. */
    StackMap stacks() {
        return stacks;
    }

    List<@Nullable ActionTarget> targets() {
        return targets;
    }

    /** The targets of an action. */
    List<ActionTarget> targets(String action) {
        return byAction.getOrDefault(action, List.of());
    }
}
