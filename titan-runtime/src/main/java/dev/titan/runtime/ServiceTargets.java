package dev.titan.runtime;

import dev.titan.model.ActionEntry;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What calls of services run, by the names that clients call them by: each has a lane of its own. Names come from clients, so no more than {@link #MOST} are told apart. Safe for use by many threads.
 */
final class ServiceTargets {
    private static final int MOST = 10_000;
    private static final int MOST_CHARACTERS = 200;

    private final Generation generation;
    private final Map<String, ActionTarget> targets = new ConcurrentHashMap<>();
    private final ActionTarget any;

    ServiceTargets(Generation generation) {
        this.generation = generation;
        this.any = make("netron");
    }

    /** @param name of the service and the method, {@code users@1.0.0.findById}; empty where that is not known */
    ActionTarget get(String name) {
        ActionTarget known = targets.get(name);
        if (known != null) {
            return known;
        }
        if (name.isEmpty() || name.length() > MOST_CHARACTERS || targets.size() >= MOST) {
            return any;
        }
        return targets.computeIfAbsent(name, this::make);
    }

    private ActionTarget make(String name) {
        SourceLocation nowhere = SourceLocation.of("app/services", 1, 1);
        ActionEntry entry = new ActionEntry(
                name, "/netron", nowhere.file(), List.of(new ActionEntry.Handler("default", List.of(), nowhere)));
        RouteEntry route = new RouteEntry("/netron", List.of(), new RouteEntry.Action(name, "default"), nowhere);
        return new ActionTarget(0, route, entry, new LanePolicy(), generation);
    }
}
