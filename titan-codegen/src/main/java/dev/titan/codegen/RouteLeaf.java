package dev.titan.codegen;

import dev.titan.model.RouteEntry;
import dev.titan.routing.MethodSet;
import dev.titan.routing.RoutePattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The routes of one shape: they match the same paths and differ in their methods. Filled while the tree grows, then left alone. */
final class RouteLeaf {
    /**
     * One of them.
     *
     * @param index in the route table
     * @param methods what it answers, as {@link MethodSet}
     */
    record Choice(int index, int methods, RouteEntry route) {}

    private final RoutePattern pattern;
    private final List<Choice> choices = new ArrayList<>();

    RouteLeaf(RoutePattern pattern) {
        this.pattern = pattern;
    }

    RoutePattern pattern() {
        return pattern;
    }

    void add(int index, RouteEntry route) {
        choices.add(new Choice(index, methods(route), route));
    }

    private static int methods(RouteEntry route) {
        if (route.methods().isEmpty()) {
            return MethodSet.ALL;
        }
        int methods = 0;
        for (String method : route.methods()) {
            int bit = MethodSet.bit(method);
            if (bit == MethodSet.OTHER) {
                throw new IllegalArgumentException(
                        "a route cannot name the method " + method + ": " + route.location());
            }
            methods |= bit == MethodSet.GET ? MethodSet.GET | MethodSet.HEAD : bit;
        }
        return methods;
    }

    /** In the order to try them: one that names HEAD before one that answers it because it answers GET, and those for all methods last. */
    List<Choice> choices() {
        return choices.stream()
                .sorted(Comparator.comparing(
                                (Choice choice) -> choice.route().methods().isEmpty())
                        .thenComparing(choice -> !choice.route().methods().contains("HEAD")))
                .toList();
    }
}
