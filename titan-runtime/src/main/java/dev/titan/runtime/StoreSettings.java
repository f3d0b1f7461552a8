package dev.titan.runtime;

import dev.titan.config.TitanConfig;

/**
 * How what workers share is kept. Immutable.
 *
 * @param cache of {@code t.cache}
 * @param redis of cache and events, if they are shared with other servers
 * @param tasks of {@code t.tasks}
 */
public record StoreSettings(TitanConfig.Cache cache, TitanConfig.Redis redis, TitanConfig.Tasks tasks) {
    /** Those of an app that configures nothing. */
    public static final StoreSettings DEFAULTS = of(TitanConfig.DEFAULTS);

    /** Those of a configuration. */
    public static StoreSettings of(TitanConfig config) {
        return new StoreSettings(config.cache(), config.redis(), config.tasks());
    }
}
