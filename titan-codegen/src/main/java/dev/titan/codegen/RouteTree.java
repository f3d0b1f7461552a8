package dev.titan.codegen;

import dev.titan.model.RouteEntry;
import dev.titan.routing.CanonicalPath;
import dev.titan.routing.RoutePattern;
import dev.titan.routing.RoutePattern.Literal;
import dev.titan.routing.RoutePattern.Parameter;
import dev.titan.routing.RoutePattern.Rest;
import dev.titan.routing.RoutePattern.Segment;
import dev.titan.routing.RoutePattern.Type;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A route table, arranged for matching. Patterns without parameters are whole paths, all others a tree with a level for each segment. A literal path is
 * more specific than any pattern with a parameter that fits it, so that the paths can be tried first. Filled once, then left alone.
 */
final class RouteTree {
    /** What may stand after a slash, the most specific first: literals, parameters by type, the rest. */
    static final class Node {
        final String prefix;
        final Map<String, Branch> literals = new TreeMap<>();
        final Map<Type, Branch> parameters = new EnumMap<>(Type.class);

        @Nullable
        RouteLeaf rest;

        Node(String prefix) {
            this.prefix = prefix;
        }

        boolean isEmpty() {
            return literals.isEmpty() && parameters.isEmpty() && rest == null;
        }
    }

    /** What a segment leads to: routes that end with it, a node for what follows, or both. */
    static final class Branch {
        @Nullable
        RouteLeaf leaf;

        @Nullable
        Node below;
    }

    final Map<String, RouteLeaf> paths = new TreeMap<>();
    final Node root = new Node("/");

    RouteTree(List<RouteEntry> routes) {
        for (int i = 0; i < routes.size(); i++) {
            RouteEntry route = routes.get(i);
            leaf(RoutePattern.parse(route.pattern())).add(i, route);
        }
    }

    private RouteLeaf leaf(RoutePattern pattern) {
        if (pattern.names().isEmpty()) {
            return paths.computeIfAbsent(pattern.shape(), path -> new RouteLeaf(pattern));
        }
        Node node = root;
        List<Segment> segments = pattern.segments();
        for (int i = 0; ; i++) {
            Segment segment = segments.get(i);
            if (segment instanceof Rest) {
                if (node.rest == null) {
                    node.rest = new RouteLeaf(pattern);
                }
                return node.rest;
            }
            Branch branch = segment instanceof Literal literal
                    ? node.literals.computeIfAbsent(CanonicalPath.encode(literal.text()), text -> new Branch())
                    : node.parameters.computeIfAbsent(((Parameter) segment).type(), type -> new Branch());
            if (i == segments.size() - 1) {
                if (branch.leaf == null) {
                    branch.leaf = new RouteLeaf(pattern);
                }
                return branch.leaf;
            }
            if (branch.below == null) {
                branch.below = new Node(new RoutePattern(segments.subList(0, i + 1)) + "/");
            }
            node = branch.below;
        }
    }
}
