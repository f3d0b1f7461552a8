package dev.titan.runtime;

import dev.titan.config.SessionConfig;
import dev.titan.config.TitanConfig;

/**
 * How what workers share is kept. Immutable.
 *
 * @param cache of {@code t.cache}
 * @param redis of cache and events, if they are shared with other servers
 * @param tasks of {@code t.tasks}
 * @param session of {@code t.session}
 */
public record StoreSettings(
        TitanConfig.Cache cache, TitanConfig.Redis redis, TitanConfig.Tasks tasks, SessionConfig session) {
    /** Those of an app that configures nothing. */
    public static final StoreSettings DEFAULTS = of(TitanConfig.DEFAULTS);

    /** With the sessions of an app that configures none. */
    public StoreSettings(TitanConfig.Cache cache, TitanConfig.Redis redis, TitanConfig.Tasks tasks) {
        this(cache, redis, tasks, SessionConfig.DEFAULTS);
    }

    /** Those of a configuration. */
    public static StoreSettings of(TitanConfig config) {
        return new StoreSettings(config.cache(), config.redis(), config.tasks(), config.session());
    }
}
