package dev.titan.host.db;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parameter that JSON has no word for: the author's value in the form in which it came over from JavaScript. Immutable. */
sealed interface Value {
    record Big(BigInteger integer) implements Value {}

    /** NaN and the infinities. */
    record Odd(double number) implements Value {}

    /** An instant, in the form of ISO 8601 with milliseconds and Z. */
    record Instant(String text) implements Value {}

    record Bytes(byte[] bytes) implements Value {}

    /** A plain object. */
    record Json(String text) implements Value {}

    /**
     * An array: one of the database, or JSON.
     *
     * @param json null when JSON cannot hold it
     */
    record Elements(
            List<@Nullable Object> elements, @Nullable String json) implements Value {}

    /**
     * The parameters of a statement.
     *
     * @param encoded null, text, booleans, numbers, and maps with one tag each: {@code n}, {@code f}, {@code d}, {@code b}, {@code j}, {@code a}
     * @param bytes what the {@code b} refer to by offset and length
     */
    static List<@Nullable Object> decode(List<?> encoded, byte @Nullable [] bytes) {
        List<@Nullable Object> values = new ArrayList<>(encoded.size());
        for (Object one : encoded) {
            values.add(one instanceof Map<?, ?> tagged ? tagged(tagged, bytes) : one);
        }
        return values;
    }

    private static Value tagged(Map<?, ?> map, byte @Nullable [] bytes) {
        if (map.get("n") instanceof String digits) {
            return new Big(new BigInteger(digits));
        }
        if (map.get("f") instanceof String number) {
            return new Odd(Double.parseDouble(number));
        }
        if (map.get("d") instanceof String instant) {
            return new Instant(instant);
        }
        if (map.get("b") instanceof List<?> place && bytes != null) {
            int from = ((Number) place.get(0)).intValue();
            return new Bytes(Arrays.copyOfRange(bytes, from, from + ((Number) place.get(1)).intValue()));
        }
        String json = map.get("j") instanceof String text ? text : null;
        if (map.get("a") instanceof List<?> elements) {
            return new Elements(decode(elements, bytes), json);
        }
        if (json == null) {
            throw new IllegalStateException("no parameter: " + map.keySet());
        }
        return new Json(json);
    }
}
