package dev.titan.config;

import dev.titan.model.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A value of one key, and who set it. Immutable.
 *
 * @param key its path in titan.config.json
 * @param value in the form of {@link ConfigKey.Kind}, null when nothing set it and there is no default
 * @param origin {@code default}, the file and line, the environment variable or the flag
 * @param at where it stands, null when that is no file
 */
public record Setting(
        String key,
        @Nullable Object value,
        String origin,
        @Nullable SourceLocation at) {

    /** Whether nobody set it. */
    public boolean isDefault() {
        return origin.equals("default");
    }

    /** The value fit to be shown: secrets masked. */
    public @Nullable Object shown() {
        return value instanceof String text && !ConfigKeys.isSecret(key)
                ? Secrets.maskUrls(text)
                : Secrets.mask(key, value);
    }
}
