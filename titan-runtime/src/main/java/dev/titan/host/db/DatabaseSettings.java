package dev.titan.host.db;

import dev.titan.config.TitanConfig;
import java.nio.file.Path;

/**
 * Which database an app has. Immutable.
 *
 * @param config where it is, and its limits
 * @param folder the one that the path of a SQLite file is relative to
 */
public record DatabaseSettings(TitanConfig.Database config, Path folder) {
    /** The file data/app.db below the working directory. */
    public static final DatabaseSettings DEFAULTS = new DatabaseSettings(TitanConfig.Database.DEFAULTS, Path.of(""));
}
