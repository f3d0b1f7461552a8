package dev.titan.runtime;

import dev.titan.config.AppEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an app can read of its own configuration. Immutable; each generation has one.
 *
 * @param env what {@code t.env} is
 * @param config what {@code t.config} shows, in plain JSON values
 */
public record AppSettings(AppEnvironment env, Map<String, @Nullable Object> config) {}
