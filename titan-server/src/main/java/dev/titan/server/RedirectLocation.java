package dev.titan.server;

import dev.titan.routing.RouteMatch;
import java.util.HashMap;
import java.util.Map;

/** Where a redirect of the routes table leads. */
final class RedirectLocation {
    private RedirectLocation() {}

    /**
     * Puts the parameters of a match into a location, percent-encoded as they came.
     *
     * @param location of the redirect, with {@code :name} for each parameter
     * @param pattern of the route, whose parameters are in the order of the match
     */
    static String of(String location, String pattern, RouteMatch match) {
        if (location.indexOf(':') < 0) {
            return location;
        }
        Map<String, String> parameters = parameters(pattern, match);
        StringBuilder target = new StringBuilder();
        int at = 0;
        for (int colon = location.indexOf(':'); colon >= 0; colon = location.indexOf(':', at)) {
            int end = colon + 1;
            while (end < location.length() && Character.isJavaIdentifierPart(location.charAt(end))) {
                end++;
            }
            String value = parameters.get(location.substring(colon + 1, end));
            target.append(location, at, colon).append(value == null ? location.substring(colon, end) : value);
            at = end;
        }
        target.append(location, at, location.length());
        // A rest that begins with a slash must not turn a path into another host's URL.
        while (target.indexOf("//") == 0 && !location.startsWith("//")) {
            target.deleteCharAt(0);
        }
        return target.toString();
    }

    private static Map<String, String> parameters(String pattern, RouteMatch match) {
        Map<String, String> parameters = new HashMap<>();
        for (String segment : pattern.split("/", -1)) {
            if (segment.startsWith(":") || segment.startsWith("*")) {
                int type = segment.indexOf('<');
                parameters.put(
                        segment.substring(1, type < 0 ? segment.length() : type), match.value(parameters.size()));
            }
        }
        return parameters;
    }
}
