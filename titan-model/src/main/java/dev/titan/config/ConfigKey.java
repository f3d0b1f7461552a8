package dev.titan.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of titan.config.json: what may stand there and what it means. Immutable.
 *
 * @param path names from the root, joined by dots: {@code limits.fetch.connectMs}
 * @param kind what a value must be
 * @param fallback the value when nothing is configured, null when there is none
 * @param min least value of an integer
 * @param max greatest value of an integer
 * @param unit of an integer, plural, or empty
 * @param values what a choice may be, lower case; empty for the other kinds
 * @param description one sentence or two, without unit, bounds and default
 */
public record ConfigKey(
        String path,
        Kind kind,
        @Nullable Object fallback,
        long min,
        long max,
        String unit,
        List<String> values,
        String description) {

    /** What a value must be, and what it is in Java. */
    public enum Kind {
        /** A whole number: {@code Long}. */
        INTEGER,
        /** {@code Boolean}. */
        BOOLEAN,
        /** {@code String}, not empty. */
        STRING,
        /** One of a few words: {@code String}, lower case. */
        CHOICE,
        /** {@code List<String>}. */
        STRINGS,
        /** An object whose values are strings: {@code Map<String, String>}. */
        STRING_MAP,
        /** An object of the author's: {@code Map<String, Object>}. */
        FREE
    }

    static ConfigKey integer(String path, long fallback, long min, long max, String unit, String description) {
        return new ConfigKey(path, Kind.INTEGER, fallback, min, max, unit, List.of(), description);
    }

    static ConfigKey bool(String path, boolean fallback, String description) {
        return of(path, Kind.BOOLEAN, fallback, description);
    }

    static ConfigKey of(String path, Kind kind, @Nullable Object fallback, String description) {
        return new ConfigKey(path, kind, fallback, 0, 0, "", List.of(), description);
    }

    static ConfigKey choice(String path, Enum<?> fallback, String description) {
        List<String> values = Arrays.stream(fallback.getDeclaringClass().getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return new ConfigKey(
                path, Kind.CHOICE, fallback.name().toLowerCase(Locale.ROOT), 0, 0, "", values, description);
    }

    /** What a value must be, to stand after "must be". */
    String expectation() {
        return switch (kind) {
            case INTEGER -> "a whole number" + (unit.isEmpty() ? "" : " of " + unit) + " from " + min + " to " + max;
            case BOOLEAN -> "true or false";
            case STRING -> "a string that is not empty";
            case CHOICE -> "one of " + String.join(", ", values);
            case STRINGS -> "a list of strings";
            case STRING_MAP -> "an object whose values are strings";
            case FREE -> "an object";
        };
    }

    /** Reads a value written in a flag or an environment variable; empty when it is not what the key wants, or cannot be written so. */
    Optional<Object> parse(String text) {
        return switch (kind) {
            case INTEGER -> parseInteger(text);
            case BOOLEAN ->
                text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
            case STRING -> text.isBlank() ? Optional.empty() : Optional.of(text);
            case CHOICE -> {
                String word = text.toLowerCase(Locale.ROOT);
                yield values.contains(word) ? Optional.of(word) : Optional.empty();
            }
            case STRINGS -> Optional.of(list(text));
            case STRING_MAP, FREE -> Optional.empty();
        };
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private Optional<Object> parseInteger(String text) {
        try {
            long value = Long.parseLong(text.strip());
            return inBounds(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    boolean inBounds(long value) {
        return value >= min && value <= max;
    }
}
