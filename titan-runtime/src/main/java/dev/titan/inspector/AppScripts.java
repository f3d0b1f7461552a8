package dev.titan.inspector;

import dev.titan.model.SourceLocation;
import dev.titan.model.SourceMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The scripts of the app that a debugger has been told of, and their source maps. Confined to the worker's thread. Places count from 0, as the protocol has them. */
final class AppScripts {
    private static final String PROLOGUE = "{let $d_";

    private static final Pattern BREAKPOINT = Pattern.compile("\\d+:(\\d{1,9}):(\\d{1,9}):");

    private final InspectorTargets targets;
    private final Map<Object, String> urls = new HashMap<>();

    AppScripts(InspectorTargets targets) {
        this.targets = targets;
    }

    /** Takes note of a script. */
    void parsed(Map<String, @Nullable Object> script) {
        Object id = script.get("scriptId");
        if (id != null && script.get("url") instanceof String url) {
            urls.put(id, url);
        }
    }

    /** The URLs that a request names by {@code url} or {@code urlRegex}. */
    List<String> named(Map<String, @Nullable Object> params) {
        if (params.get("url") instanceof String url) {
            return List.of(url);
        }
        if (params.get("urlRegex") instanceof String regex) {
            try {
                Pattern pattern = Pattern.compile(regex);
                return targets.mapped().stream()
                        .filter(url -> pattern.matcher(url).find())
                        .toList();
            } catch (PatternSyntaxException e) {
                // JavaScript's may be another's error.
                return List.of();
            }
        }
        return List.of();
    }

    /** The copies of what is at a place of a script. */
    List<SourceMap.Place> copies(@Nullable String url, int line, int column) {
        MappedScript script = url == null ? null : targets.script(url);
        return script == null ? List.of() : script.map().copies(line + 1, column + 1);
    }

    /** The URL of a script, null if it is not known. */
    @Nullable
    String url(@Nullable Object script) {
        return script == null ? null : urls.get(script);
    }

    /** The script of a location if its source map is known. */
    private @Nullable MappedScript script(Map<?, ?> location) {
        String url = url(location.get("scriptId"));
        return url == null ? null : targets.script(url);
    }

    boolean isMapped(Map<?, ?> location) {
        return script(location) != null;
    }

    /** The author's place of a location; null where nothing of the author's is. */
    @Nullable
    SourceLocation place(Map<?, ?> location) {
        MappedScript script = script(location);
        return script == null ? null : script.map().original(row(location) + 1, column(location) + 1);
    }

    /** The author's places that breakpoints were set for. Their ids have them: {@code 1:<line>:<column>:<url>}. */
    Set<SourceLocation> breakpoints(Map<?, ?> location, List<?> ids) {
        MappedScript script = script(location);
        Set<SourceLocation> places = new HashSet<>();
        for (Object id : ids) {
            Matcher matcher = BREAKPOINT.matcher(String.valueOf(id));
            if (script != null && matcher.lookingAt()) {
                SourceLocation place = script.map()
                        .original(Integer.parseInt(matcher.group(1)) + 1, Integer.parseInt(matcher.group(2)) + 1);
                if (place != null) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    /** Whether a location lies in what the drift pass puts at the head of a generator's body: declarations, which no mapping of their own tells from the head. */
    boolean isPrologue(@Nullable Object function, Map<?, ?> location) {
        MappedScript script = script(location);
        if (script == null || !(function instanceof Map<?, ?> head) || row(head) != row(location)) {
            return false;
        }
        int body = script.line(row(location)).lastIndexOf(PROLOGUE, column(location));
        return body >= column(head)
                && Objects.equals(place(location), script.map().original(row(location) + 1, body + 1));
    }

    /** Whether a location of a script lies behind another of it. */
    static boolean isAfter(Map<?, ?> location, Map<?, ?> other) {
        return Objects.equals(location.get("scriptId"), other.get("scriptId"))
                && (row(location) > row(other) || row(location) == row(other) && column(location) > column(other));
    }

    private static int row(Map<?, ?> location) {
        return ProtocolMessage.number(location.get("lineNumber"));
    }

    private static int column(Map<?, ?> location) {
        return ProtocolMessage.number(location.get("columnNumber"));
    }
}
