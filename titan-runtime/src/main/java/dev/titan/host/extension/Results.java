package dev.titan.host.extension;

import dev.titan.host.HostValue;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From what a Java method has given to values of JavaScript. Not for several threads. */
final class Results {
    private static final int DEEPEST = 100;
    private static final long SAFE = (1L << 53) - 1;

    private final ByteArrayOutputStream beside = new ByteArrayOutputStream();

    private Results() {}

    /**
     * An outcome with what {@code t-extensions} reads.
     *
     * @throws IllegalStateException for what has no form in JavaScript, which says what it is
     */
    static HostValue of(@Nullable Object value) {
        Results results = new Results();
        Map<String, @Nullable Object> outcome = new LinkedHashMap<>();
        outcome.put("value", results.plain(value, 0));
        return new HostValue(outcome, results.beside.size() == 0 ? null : results.beside.toByteArray(), null);
    }

    private @Nullable Object plain(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalStateException("the result nests deeper than " + DEEPEST + ", or contains itself");
        }
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof byte[] bytes) {
            return Markers.bytes(bytes, beside);
        }
        if (value instanceof Instant instant) {
            return Map.of(Markers.DATE, instant.toEpochMilli());
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null), depth);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence
                || value instanceof Character
                || value instanceof Temporal
                || value instanceof UUID
                || value instanceof java.net.URI) {
            return value.toString();
        }
        return compound(value, depth + 1);
    }

    private static Object number(Number number) {
        if (number instanceof BigInteger big) {
            return Map.of(Markers.BIGINT, big.toString());
        }
        if (number instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (number instanceof Long whole && (whole > SAFE || whole < -SAFE)) {
            throw new IllegalStateException("the number " + whole
                    + " is beyond what a number of JavaScript can hold; return a BigInteger, which is a bigint there");
        }
        if (!Double.isFinite(number.doubleValue())) {
            return Map.of(Markers.NUMBER, String.valueOf(number.doubleValue()));
        }
        return number instanceof Float ? (Object) Double.valueOf(number.toString()) : number;
    }

    private Object compound(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put(key(String.valueOf(name)), plain(member, depth)));
            return members;
        }
        if (value instanceof Iterable<?> all) {
            List<@Nullable Object> list = new ArrayList<>();
            all.forEach(each -> list.add(plain(each, depth)));
            return list;
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(plain(Array.get(value, i), depth));
            }
            return list;
        }
        if (value instanceof Record) {
            return members(value, depth);
        }
        throw new IllegalStateException(
                "the result has a " + value.getClass().getName()
                        + ", which has no form in JavaScript; expected a record, a list, a map, text, a number, bytes or an Instant");
    }

    private Object members(Object value, int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                members.put(component.getName(), plain(component.getAccessor().invoke(value), depth));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return members;
    }

    private static String key(String name) {
        if (name.startsWith("\0")) {
            throw new IllegalStateException("the result has a map with a key that begins with NUL");
        }
        return name;
    }
}
