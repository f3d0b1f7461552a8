package dev.titan.codegen;

import dev.titan.model.RouteEntry;
import dev.titan.routing.CanonicalPath;
import dev.titan.routing.RouteMatch;
import dev.titan.routing.RoutePattern;
import dev.titan.routing.RoutePattern.Literal;
import dev.titan.routing.RoutePattern.Parameter;
import dev.titan.routing.RoutePattern.Segment;
import dev.titan.routing.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The routing rules, said as plainly as possible: every route is tried, in the order of how specific it is. */
final class ReferenceRouter implements Router {
    private static final List<String> ORDER = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private record Candidate(int index, RouteEntry route, RoutePattern pattern) {}

    private final List<Candidate> candidates = new ArrayList<>();

    ReferenceRouter(List<RouteEntry> routes) {
        for (int i = 0; i < routes.size(); i++) {
            candidates.add(new Candidate(
                    i, routes.get(i), RoutePattern.parse(routes.get(i).pattern())));
        }
        candidates.sort(Comparator.comparing(Candidate::pattern, ReferenceRouter::compare)
                .thenComparing(c -> c.route().methods().isEmpty())
                .thenComparing(c -> !c.route().methods().contains("HEAD")));
    }

    private static int compare(RoutePattern a, RoutePattern b) {
        int order = ranks(a).compareTo(ranks(b));
        // Routes of one rank that differ in a literal never fit the same path.
        return order != 0 ? order : a.shape().compareTo(b.shape());
    }

    private static String ranks(RoutePattern pattern) {
        return pattern.segments().stream().map(segment -> "" + rank(segment)).collect(Collectors.joining());
    }

    private static int rank(Segment segment) {
        if (segment instanceof Literal) {
            return 0;
        }
        if (!(segment instanceof Parameter parameter)) {
            return 9;
        }
        return switch (parameter.type()) {
            case UUID -> 1;
            case INT -> 2;
            case NUMBER -> 3;
            case STRING -> 4;
        };
    }

    @Override
    public int route(String method, String path, RouteMatch match) {
        Set<String> allowed = new TreeSet<>(Comparator.comparingInt(ORDER::indexOf));
        for (Candidate candidate : candidates) {
            List<String> values = fit(candidate.pattern(), path);
            if (values == null) {
                continue;
            }
            List<String> methods = candidate.route().methods();
            boolean answers = methods.isEmpty()
                    ? !method.equals("OPTIONS")
                    : methods.contains(method) || method.equals("HEAD") && methods.contains("GET");
            if (answers) {
                match.clear();
                values.forEach(match::add);
                return candidate.index();
            }
            allowed.addAll(methods.isEmpty() ? ORDER : methods);
            if (methods.contains("GET")) {
                allowed.add("HEAD");
            }
            allowed.add("OPTIONS");
        }
        if (allowed.isEmpty()) {
            return NOT_FOUND;
        }
        match.allow(String.join(", ", allowed));
        return METHOD_NOT_ALLOWED;
    }

    private static List<String> fit(RoutePattern pattern, String path) {
        List<String> parts =
                path.equals("/") ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
        List<String> values = new ArrayList<>();
        for (int i = 0; i < pattern.segments().size(); i++) {
            Segment segment = pattern.segments().get(i);
            if (i >= parts.size()) {
                return null;
            }
            String part = parts.get(i);
            if (segment instanceof Literal literal) {
                if (!part.equals(CanonicalPath.encode(literal.text()))) {
                    return null;
                }
            } else if (segment instanceof Parameter parameter) {
                boolean form = switch (parameter.type()) {
                    case INT -> part.matches("-?[0-9]+");
                    case NUMBER -> part.matches("-?[0-9]+(\\.[0-9]+)?");
                    case UUID -> part.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
                    case STRING -> !part.isEmpty();
                };
                if (!form) {
                    return null;
                }
                values.add(part);
            } else {
                if (part.isEmpty()) {
                    return null;
                }
                values.add(String.join("/", parts.subList(i, parts.size())));
                return values;
            }
        }
        return parts.size() == pattern.segments().size() ? values : null;
    }
}
