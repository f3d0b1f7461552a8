package dev.titan.client;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Netron's bytes as Java values: null, {@link Undefined}, Boolean, Long for whole numbers that JavaScript holds exactly, Double for all
 * others, String, {@code byte[]}, List, Map (of strings for an object, of anything for a Map), Set, Instant, BigInteger, {@link RegExp},
 * {@link RemoteError}, and {@link Extension} for what is unknown.
 */
final class Decoder {
    private static final double SAFE = 0x1p53;
    /** Digits of a BigInt; turning a text of millions of them into a number takes seconds. */
    private static final int DIGITS = 100_000;

    private final PackReader in;
    private int depth;

    Decoder(PackReader in) {
        this.in = in;
    }

    private Decoder(PackReader in, int depth) {
        this.in = in;
        this.depth = depth;
    }

    /**
     * Reads one value.
     *
     * @throws SerializationException if the bytes are none, end early or nest too deeply
     */
    @Nullable
    Object value() {
        int head = in.u8();
        if (head < 0x80) {
            return (long) head;
        }
        if (head >= 0xe0) {
            return (long) (byte) head;
        }
        if (head < 0x90) {
            return object(head & 0x0f);
        }
        if (head < 0xa0) {
            return array(head & 0x0f);
        }
        if (head < 0xc0) {
            return in.utf8(head & 0x1f);
        }
        return switch (head) {
            case 0xc0 -> null;
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xc4 -> in.raw(in.u8());
            case 0xc5 -> in.raw(in.u16());
            case 0xc6 -> in.raw(in.u32());
            case 0xc7 -> extension(in.u8());
            case 0xc8 -> extension(in.u16());
            case 0xc9 -> extension(in.u32());
            case 0xca -> number(Float.intBitsToFloat((int) in.u32()));
            case 0xcb -> number(Double.longBitsToDouble(in.u64()));
            case 0xcc -> (long) in.u8();
            case 0xcd -> (long) in.u16();
            case 0xce -> in.u32();
            case 0xcf -> unsigned(in.u64());
            case 0xd0 -> (long) in.i8();
            case 0xd1 -> (long) (short) in.u16();
            case 0xd2 -> (long) (int) in.u32();
            case 0xd3 -> in.u64();
            case 0xd4 -> extension(1);
            case 0xd5 -> extension(2);
            case 0xd6 -> extension(4);
            case 0xd7 -> extension(8);
            case 0xd8 -> extension(16);
            case 0xd9 -> in.utf8(in.u8());
            case 0xda -> in.utf8(in.u16());
            case 0xdb -> in.utf8(in.u32());
            case 0xdc -> array(in.u16());
            case 0xdd -> array(in.u32());
            case 0xde -> object(in.u16());
            case 0xdf -> object(in.u32());
            default -> throw PackReader.malformed("0x" + Integer.toHexString(head) + " begins none");
        };
    }

    private static Object number(double value) {
        long whole = (long) value;
        boolean exact = whole == value && Math.abs(value) < SAFE && (whole != 0 || 1 / value > 0);
        return exact ? (Object) whole : (Object) value;
    }

    private static Object unsigned(long bits) {
        return bits >= 0 ? (Object) bits : (Object) new BigInteger(Long.toUnsignedString(bits));
    }

    private void enter() {
        if (++depth > Encoder.DEPTH) {
            throw PackReader.malformed("nested more than " + Encoder.DEPTH + " deep");
        }
    }

    private List<@Nullable Object> array(long length) {
        enter();
        int size = in.count(length, 1);
        List<@Nullable Object> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(value());
        }
        depth--;
        return items;
    }

    private Map<String, @Nullable Object> object(long length) {
        enter();
        int size = in.count(length, 2);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            object.put(String.valueOf(value()), value());
        }
        depth--;
        return object;
    }

    private @Nullable Object extension(long length) {
        int code = in.i8();
        PackReader payload = in.slice(length);
        enter();
        Decoder inner = new Decoder(payload, depth);
        Object value = inner.payload(code);
        if (payload.remaining() > 0) {
            throw PackReader.malformed("an extension of type " + code + " is longer than its value");
        }
        depth--;
        return value;
    }

    private @Nullable Object payload(int code) {
        switch (code) {
            case ExtensionCode.UNDEFINED -> {
                in.u8();
                return Undefined.UNDEFINED;
            }
            case ExtensionCode.DATE -> {
                return Instant.ofEpochMilli(in.u64());
            }
            case ExtensionCode.MAP -> {
                return entries();
            }
            case ExtensionCode.SET -> {
                return set();
            }
            case ExtensionCode.REG_EXP -> {
                return new RegExp(text(), text());
            }
            case ExtensionCode.BIG_INT -> {
                return bigInt();
            }
            case ExtensionCode.LONG -> {
                return in.u64();
            }
            case ExtensionCode.ERROR -> {
                return error();
            }
            case ExtensionCode.TITAN_ERROR -> {
                return titanError();
            }
            case ExtensionCode.DEFINITION -> {
                return new Definition(text(), text(), text(), object(value()));
            }
            case ExtensionCode.REFERENCE -> {
                return new Reference(text());
            }
            case ExtensionCode.STREAM_REFERENCE -> {
                return new StreamReference(text(), in.u8() != 0, in.u8() != 0, text());
            }
            default -> {
                return new Extension(code, in.raw(in.remaining()));
            }
        }
    }

    private Map<@Nullable Object, @Nullable Object> entries() {
        int size = in.count(in.u32(), 2);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(value(), value());
        }
        return map;
    }

    private Set<@Nullable Object> set() {
        int size = in.count(in.u32(), 1);
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(value());
        }
        return set;
    }

    private BigInteger bigInt() {
        String digits = text();
        if (digits.length() > DIGITS) {
            throw PackReader.malformed("a BigInt of " + digits.length() + " digits");
        }
        try {
            return new BigInteger(digits);
        } catch (NumberFormatException e) {
            throw PackReader.malformed("a BigInt that is no number");
        }
    }

    /** An Error of JavaScript itself; its class is also in its name. */
    private RemoteError error() {
        in.u16();
        String name = text();
        value();
        String message = text();
        return new RemoteError(name, 500, message, null, fields(), null);
    }

    private RemoteError titanError() {
        String name = text();
        Object code = value();
        String message = text();
        Object details = value();
        Object context = value();
        Object timestamp = value();
        Object requestId = value();
        Object correlationId = value();
        Object spanId = value();
        Object traceId = value();
        value();
        value();
        Map<String, @Nullable Object> fields = fields();
        putIfPresent(fields, "context", context);
        putIfPresent(fields, "timestamp", timestamp);
        putIfPresent(fields, "correlationId", correlationId);
        putIfPresent(fields, "spanId", spanId);
        putIfPresent(fields, "traceId", traceId);
        return RemoteError.of(name, code, message, details, fields, requestId);
    }

    private static void putIfPresent(Map<String, @Nullable Object> fields, String key, @Nullable Object value) {
        if (value != null && value != Undefined.UNDEFINED) {
            fields.putIfAbsent(key, value);
        }
    }

    private Map<String, @Nullable Object> fields() {
        int count = in.count(in.u16(), 2);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            fields.put(text(), value());
        }
        return fields;
    }

    private String text() {
        if (value() instanceof String text) {
            return text;
        }
        throw PackReader.malformed("a string was expected");
    }

    /** The entries of an object; none of what is no object. */
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, held) -> object.put(String.valueOf(key), held));
        }
        return object;
    }
}
