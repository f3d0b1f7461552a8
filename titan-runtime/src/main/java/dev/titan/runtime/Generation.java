package dev.titan.runtime;

import dev.titan.model.ActionEntry;
import dev.titan.model.RouteEntry;
import dev.titan.routing.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of the loaded bundles; a reload makes the next. Immutable but for the lanes of its handlers. */
public final class Generation {
    private final int number;
    private final App app;
    private final StackMap stacks;
    private final List<@Nullable ActionTarget> targets;

    /** @param firstTarget the number of the target of route 0; route i has the i-th after it */
    Generation(int number, App app, int firstTarget) {
        this.number = number;
        this.app = app;
        this.stacks = new StackMap(app);
        Map<String, ActionEntry> actions = new HashMap<>();
        for (ActionEntry action : app.manifest().actions()) {
            actions.put(action.id(), action);
        }
        Map<RouteEntry.Action, LanePolicy> lanes = new HashMap<>();
        List<@Nullable ActionTarget> list = new ArrayList<>();
        for (RouteEntry route : app.manifest().routes()) {
            if (route.target() instanceof RouteEntry.Action target) {
                ActionEntry action = actions.get(target.action());
                if (action == null) {
                    throw new IllegalArgumentException("route " + route.pattern() + " names no action: " + target);
                }
                LanePolicy lane = lanes.computeIfAbsent(target, t -> new LanePolicy());
                if (action.parks()) {
                    lane.confine();
                }
                list.add(new ActionTarget(firstTarget + list.size(), route, action, lane, stacks));
            } else {
                list.add(null);
            }
        }
        this.targets = java.util.Collections.unmodifiableList(list);
    }

    /** From 1, one more with each load. */
    public int number() {
        return number;
    }

    /** What was loaded. */
    public App app() {
        return app;
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
}
