package dev.titan.codegen;

import dev.titan.model.Nearest;
import dev.titan.routing.RoutePattern;
import dev.titan.routing.RoutePattern.Literal;
import dev.titan.routing.RoutePattern.MalformedException;
import dev.titan.routing.RoutePattern.Segment;
import dev.titan.routing.RoutePattern.Type;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with a pattern that an author wrote in app/routes, and what was probably meant. */
final class PatternAdvice {
    /**
     * A fault.
     *
     * @param why one sentence without a full stop
     * @param suggestion what to write instead, or empty
     */
    record Fault(String why, String suggestion) {}

    private static final Pattern REST =
            Pattern.compile("/(?:\\[\\.\\.\\.(\\w+)]|\\{(\\w+)\\.\\.\\.}|:(\\w+)[*+]|\\*\\*?)(?=/|$)");
    private static final Pattern PARAMETER = Pattern.compile("/(?:\\[(\\w+)]|\\{(\\w+)}|:(\\w+)\\(.*?\\))(?=/|$)");
    private static final Pattern OPTIONAL = Pattern.compile("/:\\w+(?:<\\w+>)?\\?(?=/|$)");
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

    private PatternAdvice() {}

    /** What is wrong, or empty. */
    static Optional<Fault> of(String pattern) {
        if (!pattern.startsWith("/")) {
            return Optional.of(new Fault("a path begins with a slash", "write '/" + pattern + "'"));
        }
        if (OPTIONAL.matcher(pattern).find()) {
            String without = OPTIONAL.matcher(pattern).replaceFirst("");
            String with = pattern.replaceFirst("\\?(?=/|$)", "");
            return Optional.of(new Fault(
                    "no segment is optional",
                    "write two routes, '" + (without.isEmpty() ? "/" : without) + "' and '" + with + "'"));
        }
        String meant = PARAMETER
                .matcher(REST.matcher(pattern).replaceAll(m -> "/*" + name(m.group(1), m.group(2), m.group(3))))
                .replaceAll(m -> "/:" + name(m.group(1), m.group(2), m.group(3)));
        if (!meant.equals(pattern) && parses(meant)) {
            return Optional.of(
                    new Fault("a parameter is written ':name', the rest of a path '*name'", "write '" + meant + "'"));
        }
        if (pattern.indexOf('?') >= 0 || pattern.indexOf('#') >= 0) {
            String path = pattern.split("[?#]", 2)[0];
            return Optional.of(new Fault("query and fragment are not part of a path", "write '" + path + "'"));
        }
        try {
            return literals(RoutePattern.parse(pattern), pattern);
        } catch (MalformedException e) {
            return Optional.of(new Fault(e.getMessage(), suggestion(e)));
        }
    }

    private static Optional<Fault> literals(RoutePattern pattern, String text) {
        for (Segment segment : pattern.segments()) {
            if (!(segment instanceof Literal literal)) {
                continue;
            }
            if (literal.text().equals(".") || literal.text().equals("..")) {
                return Optional.of(
                        new Fault("no request has the segment '" + literal.text() + "': it is resolved before", ""));
            }
            if (ENCODED.matcher(literal.text()).find()) {
                String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
                return Optional.of(new Fault("a pattern is not percent-encoded", "write '" + decoded + "'"));
            }
        }
        return Optional.empty();
    }

    private static String suggestion(MalformedException e) {
        List<String> types =
                Arrays.stream(Type.values()).map(Type::word).sorted().toList();
        if (e.getMessage().startsWith("there is no parameter type")) {
            return Nearest.of(e.found(), types)
                    .map(type -> "did you mean '" + type + "'?")
                    .orElse("types are " + types.stream().collect(Collectors.joining(", ")));
        }
        return "";
    }

    private static String name(String... groups) {
        for (String group : groups) {
            if (group != null) {
                return group;
            }
        }
        return "rest";
    }

    private static boolean parses(String pattern) {
        try {
            RoutePattern.parse(pattern);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }
}
