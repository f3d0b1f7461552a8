package dev.titan.config;

import java.util.Map;
import java.util.Set;

/**
 * The environment as an app finds it. Immutable.
 *
 * @param values the variables it may read
 * @param withheld the names of those that the process has beside them: to read one is an error, while one that nobody has set is absent
 */
public record AppEnvironment(Map<String, String> values, Set<String> withheld) {
    /** Nothing is set. */
    public static final AppEnvironment EMPTY = new AppEnvironment(Map.of(), Set.of());

    public AppEnvironment {
        values = Map.copyOf(values);
        withheld = Set.copyOf(withheld);
    }
}
