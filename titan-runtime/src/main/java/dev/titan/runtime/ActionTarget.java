package dev.titan.runtime;

import dev.titan.model.ActionEntry;
import dev.titan.model.Json;
import dev.titan.model.RouteEntry;
import dev.titan.routing.RoutePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a route of a generation runs: one handler of an action. Safe for use by many threads. */
public final class ActionTarget {
    private final int number;
    private final RouteEntry route;
    private final ActionEntry action;
    private final LanePolicy lane;
    private final StackMap stacks;
    private final GenerationUse use;
    private final Generation generation;

    ActionTarget(int number, RouteEntry route, ActionEntry action, LanePolicy lane, Generation generation) {
        this.number = number;
        this.route = route;
        this.action = action;
        this.lane = lane;
        this.generation = generation;
        this.stacks = generation.stacks();
        this.use = generation.use();
    }

    /** The name of the target inside of every isolate, unique over all generations. */
    int number() {
        return number;
    }

    /** The route that leads here. */
    public RouteEntry route() {
        return route;
    }

    /** The parameters of its pattern for JavaScript: a JSON array of {@code {name, number}}. */
    String parameters() {
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (RoutePattern.Segment segment : RoutePattern.parse(route.pattern()).segments()) {
            if (segment instanceof RoutePattern.Parameter parameter) {
                boolean number =
                        parameter.type() == RoutePattern.Type.NUMBER || parameter.type() == RoutePattern.Type.INT;
                parameters.add(Map.of("name", parameter.name(), "number", number));
            } else if (segment instanceof RoutePattern.Rest rest) {
                parameters.add(Map.of("name", rest.name(), "number", false));
            }
        }
        return Json.write(parameters);
    }

    /** The action. */
    public ActionEntry action() {
        return action;
    }

    /** Where it runs now. */
    public Lane runsIn() {
        return lane.confined() ? Lane.CONFINED : lane.inPlace() ? Lane.IN_PLACE : Lane.SIDE;
    }

    /** Whose code it is. */
    Generation generation() {
        return generation;
    }

    /** What counts the invocations of its generation that have not begun. */
    GenerationUse use() {
        return use;
    }

    LanePolicy lane() {
        return lane;
    }

    /** What reads the stacks of its generation. */
    StackMap stacks() {
        return stacks;
    }

    /** Where invocations run. */
    public enum Lane {
        /** On the threads that read requests. */
        IN_PLACE,
        /** On workers with threads of their own. */
        SIDE,
        /** There too, one at a time on its isolate, since a drift may hold the thread. */
        CONFINED
    }

    @Override
    public String toString() {
        return action.id();
    }
}
