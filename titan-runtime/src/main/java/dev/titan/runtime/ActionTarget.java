package dev.titan.runtime;

import dev.titan.model.ActionEntry;
import dev.titan.model.RouteEntry;

/** What a route of a generation runs: one handler of an action. Safe for use by many threads. */
public final class ActionTarget {
    private final int number;
    private final RouteEntry route;
    private final ActionEntry action;
    private final LanePolicy lane;
    private final StackMap stacks;

    ActionTarget(int number, RouteEntry route, ActionEntry action, LanePolicy lane, StackMap stacks) {
        this.number = number;
        this.route = route;
        this.action = action;
        this.lane = lane;
        this.stacks = stacks;
    }

    /** The name of the target inside of every isolate, unique over all generations. */
    int number() {
        return number;
    }

    /** The route that leads here. */
    public RouteEntry route() {
        return route;
    }

    /** The action. */
    public ActionEntry action() {
        return action;
    }

    LanePolicy lane() {
        return lane;
    }

    /** What reads the stacks of its generation. */
    StackMap stacks() {
        return stacks;
    }

    @Override
    public String toString() {
        return action.id();
    }
}
