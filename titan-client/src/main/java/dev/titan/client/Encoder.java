package dev.titan.client;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Java values as Netron's bytes. A record is an object with its components; an empty {@link Optional} is {@code undefined}, and as a
 * component it is left out; a {@code long} that no JavaScript number holds is a BigInt. What JavaScript has no counterpart for is
 * refused, with the place of the value.
 */
final class Encoder {
    /** Deeper values are refused, both ways. */
    static final int DEPTH = 1000;

    private static final long SAFE = (1L << 53) - 1;

    private final PackWriter out;
    private int depth;

    Encoder(PackWriter out) {
        this.out = out;
    }

    /**
     * Writes a value.
     *
     * @param name what the value is called in messages
     * @throws SerializationException if there is no counterpart in JavaScript, or it is nested too deeply; names the place
     */
    static void write(PackWriter out, @Nullable Object value, String name) {
        try {
            new Encoder(out).value(value);
        } catch (Unsendable e) {
            throw new SerializationException(name + e.place() + " " + e.getMessage(), e.getCause());
        }
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            out.nil();
        } else if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean bool) {
            out.bool(bool);
        } else if (value instanceof Undefined) {
            undefined();
        } else if (value instanceof Optional<?> optional) {
            optional(optional);
        } else if (value instanceof byte[] bytes) {
            out.binary(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            out.binary(bytes);
        } else if (value instanceof CharSequence || value instanceof Character || isName(value)) {
            out.string(value.toString());
        } else if (value instanceof Enum<?> constant) {
            out.string(constant.name());
        } else if (!time(value) && !extension(value)) {
            nested(value);
        }
    }

    private static boolean isName(Object value) {
        return value instanceof UUID || value instanceof URI;
    }

    private void number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            out.number(number.doubleValue());
        } else if (number instanceof BigInteger integer) {
            bigInt(integer);
        } else if (number instanceof BigDecimal) {
            throw new Unsendable(
                    "is a BigDecimal, which JavaScript has no number for; send it as a String or a double", null);
        } else {
            long whole = number.longValue();
            if (whole < -SAFE || whole > SAFE) {
                bigInt(BigInteger.valueOf(whole));
            } else {
                out.number(whole);
            }
        }
    }

    private void bigInt(BigInteger integer) {
        PackWriter payload = new PackWriter();
        payload.string(integer.toString());
        out.extension(ExtensionCode.BIG_INT, payload);
    }

    private void undefined() {
        out.extensionHeader(ExtensionCode.UNDEFINED, 1);
        out.u8(0);
    }

    private void optional(Optional<?> optional) {
        if (optional.isEmpty()) {
            undefined();
        } else {
            value(optional.get());
        }
    }

    private boolean time(Object value) {
        Instant instant;
        if (value instanceof Instant given) {
            instant = given;
        } else if (value instanceof Date date) {
            instant = date.toInstant();
        } else if (value instanceof OffsetDateTime date) {
            instant = date.toInstant();
        } else if (value instanceof ZonedDateTime date) {
            instant = date.toInstant();
        } else {
            return false;
        }
        out.extensionHeader(ExtensionCode.DATE, 8);
        out.u64(instant.toEpochMilli());
        return true;
    }

    private boolean extension(Object value) {
        if (value instanceof RegExp expression) {
            PackWriter payload = new PackWriter();
            payload.string(expression.source());
            payload.string(expression.flags());
            out.extension(ExtensionCode.REG_EXP, payload);
        } else if (value instanceof Reference reference) {
            PackWriter payload = new PackWriter();
            payload.string(reference.definition());
            out.extension(ExtensionCode.REFERENCE, payload);
        } else if (value instanceof Extension extension) {
            out.extensionHeader(extension.code(), extension.payload().length);
            out.raw(extension.payload(), extension.payload().length);
        } else {
            return false;
        }
        return true;
    }

    private void nested(Object value) {
        if (++depth > DEPTH) {
            throw new Unsendable("is nested more than " + DEPTH + " deep", null);
        }
        if (value instanceof Set<?> set) {
            set(set);
        } else if (value instanceof Collection<?> items) {
            out.arrayHeader(items.size());
            items(items);
        } else if (value instanceof MapValue map) {
            entries(map.entries());
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Record recordValue) {
            map(components(recordValue));
        } else if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            out.arrayHeader(length);
            for (int i = 0; i < length; i++) {
                at(i, Array.get(value, i));
            }
        } else {
            throw new Unsendable(
                    "is a " + value.getClass().getName()
                            + ", which cannot be sent; records, collections, maps, strings, numbers, booleans, bytes, instants and enums can",
                    null);
        }
        depth--;
    }

    private void items(Collection<?> items) {
        int index = 0;
        for (Object item : items) {
            at(index++, item);
        }
    }

    private void set(Set<?> set) {
        PackWriter payload = new PackWriter();
        payload.u32(set.size());
        Encoder inner = within(payload);
        inner.items(set);
        out.extension(ExtensionCode.SET, payload);
    }

    private void map(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                entries(map);
                return;
            }
        }
        out.mapHeader(map.size());
        map.forEach((key, value) -> {
            out.string((String) key);
            at(key, value);
        });
    }

    private void entries(Map<?, ?> map) {
        PackWriter payload = new PackWriter();
        payload.u32(map.size());
        Encoder inner = within(payload);
        map.forEach((key, value) -> {
            inner.at("key", key);
            inner.at(key, value);
        });
        out.extension(ExtensionCode.MAP, payload);
    }

    private Encoder within(PackWriter payload) {
        Encoder inner = new Encoder(payload);
        inner.depth = depth;
        return inner;
    }

    private static Map<String, @Nullable Object> components(Record value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object held = component(value, component);
            if (!(held instanceof Optional<?> optional) || optional.isPresent()) {
                object.put(component.getName(), held);
            }
        }
        return object;
    }

    private static @Nullable Object component(Record value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (InvocationTargetException e) {
            throw new Unsendable("." + component.getName() + " could not be read", e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new Unsendable(
                    "is the record " + value.getClass().getName()
                            + ", which cannot be read; is its package open to titan-client?",
                    e);
        }
    }

    private void at(@Nullable Object key, @Nullable Object value) {
        try {
            value(value);
        } catch (Unsendable e) {
            e.within(key);
            throw e;
        }
    }

    /** A value without counterpart. Its place is put together on the way out, so that values that can be sent pay nothing for it. */
    private static final class Unsendable extends RuntimeException {
        private static final int SHOWN = 10;

        private final transient Deque<String> keys = new ArrayDeque<>();

        Unsendable(String message, @Nullable Throwable cause) {
            super(message, cause, false, false);
        }

        void within(@Nullable Object key) {
            keys.addFirst(key instanceof Integer index ? "[" + index + "]" : "." + key);
            if (keys.size() > SHOWN) {
                keys.removeLast();
            }
        }

        String place() {
            return String.join("", keys);
        }
    }
}
