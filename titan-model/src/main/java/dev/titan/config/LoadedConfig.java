package dev.titan.config;

import java.util.List;

/**
 * A configuration, and where each value comes from. Immutable.
 *
 * @param config what holds
 * @param settings every key in the order of {@link ConfigKeys#ALL}, defaults included
 */
public record LoadedConfig(TitanConfig config, List<Setting> settings) {
    public LoadedConfig {
        settings = List.copyOf(settings);
    }
}
