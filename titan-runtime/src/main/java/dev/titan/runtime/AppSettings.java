package dev.titan.runtime;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an app can read of its own configuration. Immutable; each generation has one.
 *
 * @param env what {@code t.env} shows: names and values
 * @param config what {@code t.config} shows, in plain JSON values
 */
public record AppSettings(Map<String, String> env, Map<String, @Nullable Object> config) {
    public AppSettings {
        env = Map.copyOf(env);
    }
}
