package dev.titan.host.extension;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What JSON has no form for, on its way across the border: an object whose only name begins with NUL. {@code b}: where among the bytes beside, and how many; {@code n}: the digits of a bigint; {@code d}:
 * milliseconds of a Date; {@code f}: NaN or an infinity. The other end is {@code src/main/ts/t-extensions}.
 */
final class Markers {
    static final String BYTES = "\0b";
    static final String BIGINT = "\0n";
    static final String DATE = "\0d";
    static final String NUMBER = "\0f";

    private Markers() {}

    /** Plain JSON values with byte arrays, BigIntegers, Instants and Doubles in place of their marks. */
    static @Nullable Object read(@Nullable Object value, byte[] beside) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> read = new ArrayList<>(list.size());
            list.forEach(each -> read.add(read(each, beside)));
            return read;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            Object content = only.getValue();
            switch (String.valueOf(only.getKey())) {
                case BYTES:
                    int from = number(((List<?>) Objects.requireNonNull(content)).get(0));
                    return Arrays.copyOfRange(beside, from, from + number(((List<?>) content).get(1)));
                case BIGINT:
                    return new BigInteger(String.valueOf(content));
                case DATE:
                    return Instant.ofEpochMilli(((Number) Objects.requireNonNull(content)).longValue());
                case NUMBER:
                    return Double.valueOf(String.valueOf(content));
                default:
            }
        }
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        map.forEach((name, each) -> read.put((String) name, read(each, beside)));
        return read;
    }

    private static int number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).intValue();
    }

    static Map<String, Object> bytes(byte[] content, ByteArrayOutputStream beside) {
        int from = beside.size();
        beside.writeBytes(content);
        return Map.of(BYTES, List.of(from, content.length));
    }
}
