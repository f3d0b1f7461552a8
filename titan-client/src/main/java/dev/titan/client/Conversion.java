package dev.titan.client;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Decoder} gives, as the type that an interface names. Nothing is lost silently: a number that a type does not hold, a
 * missing primitive and an unknown constant are refused with the place of the value. Keys that a record has no component for are not.
 */
final class Conversion {
    private Conversion() {}

    /**
     * The value as a type.
     *
     * @param where the place of the value, for messages
     * @throws SerializationException if it does not fit
     */
    static @Nullable Object convert(@Nullable Object value, Type type, String where) {
        if (type instanceof WildcardType wildcard) {
            return convert(value, wildcard.getUpperBounds()[0], where);
        }
        if (type instanceof ParameterizedType parameterized) {
            return generic(value, (Class<?>) parameterized.getRawType(), parameterized.getActualTypeArguments(), where);
        }
        if (type instanceof GenericArrayType array) {
            return generic(value, Object[].class, new Type[] {array.getGenericComponentType()}, where);
        }
        if (type instanceof Class<?> plain) {
            return plain.isPrimitive() || simple(plain)
                    ? scalar(value, plain, where)
                    : generic(value, plain, new Type[0], where);
        }
        throw new SerializationException(where + ": " + type + " is a type that is not known before it runs");
    }

    private static boolean absent(@Nullable Object value) {
        return value == null || value == Undefined.UNDEFINED;
    }

    private static boolean simple(Class<?> type) {
        return !type.isRecord()
                && !Collection.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type)
                && type != Optional.class
                && (!type.isArray() || type == byte[].class);
    }

    private static @Nullable Object scalar(@Nullable Object value, Class<?> type, String where) {
        if (type == Object.class) {
            return value;
        }
        if (type == void.class || type == Void.class) {
            return null;
        }
        if (value == null || value == Undefined.UNDEFINED) {
            if (type.isPrimitive()) {
                throw mismatch(value, type, where);
            }
            return null;
        }
        Object converted = type.isPrimitive() || Number.class.isAssignableFrom(type)
                ? primitive(value, type, where)
                : reference(value, type, where);
        if (converted == null) {
            throw mismatch(value, type, where);
        }
        return converted;
    }

    private static @Nullable Object primitive(Object value, Class<?> type, String where) {
        if (type == boolean.class) {
            return value instanceof Boolean ? value : null;
        }
        if (type == char.class) {
            return value instanceof String text && text.length() == 1 ? text.charAt(0) : null;
        }
        if (!(value instanceof Number number)) {
            return null;
        }
        if (type == Number.class) {
            return number;
        }
        if (type == double.class || type == Double.class) {
            return number instanceof BigInteger ? null : (Object) number.doubleValue();
        }
        if (type == float.class || type == Float.class) {
            return number instanceof BigInteger ? null : (Object) number.floatValue();
        }
        if (type == BigDecimal.class) {
            return new BigDecimal(number.toString());
        }
        BigInteger whole = whole(number);
        if (whole == null) {
            return null;
        }
        try {
            return integer(whole, type);
        } catch (ArithmeticException e) {
            throw new SerializationException(where + ": " + number + " is out of the range of " + type.getSimpleName());
        }
    }

    private static @Nullable BigInteger whole(Number number) {
        if (number instanceof BigInteger integer) {
            return integer;
        }
        if (number instanceof Double fraction) {
            boolean whole = !fraction.isInfinite() && fraction == Math.rint(fraction);
            return whole ? new BigDecimal(fraction).toBigInteger() : null;
        }
        return BigInteger.valueOf(number.longValue());
    }

    private static @Nullable Object integer(BigInteger whole, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return whole.intValueExact();
        }
        if (type == long.class || type == Long.class) {
            return whole.longValueExact();
        }
        if (type == short.class || type == Short.class) {
            return whole.shortValueExact();
        }
        if (type == byte.class || type == Byte.class) {
            return whole.byteValueExact();
        }
        return type == BigInteger.class ? whole : null;
    }

    private static @Nullable Object reference(Object value, Class<?> type, String where) {
        if (type.isInstance(value)) {
            return value;
        }
        if (value instanceof Instant instant) {
            return time(instant, type);
        }
        if (value instanceof byte[] bytes) {
            return type == ByteBuffer.class ? ByteBuffer.wrap(bytes) : null;
        }
        if (value instanceof String text) {
            return ofText(text, type, where);
        }
        if (type == MapValue.class && value instanceof Map<?, ?> map) {
            return new MapValue(map);
        }
        return null;
    }

    private static @Nullable Object time(Instant instant, Class<?> type) {
        if (type == Date.class) {
            return Date.from(instant);
        }
        return type == OffsetDateTime.class ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    private static @Nullable Object ofText(String text, Class<?> type, String where) {
        try {
            if (type.isEnum()) {
                return constant(text, type, where);
            }
            if (type == Character.class) {
                return text.length() == 1 ? (Object) text.charAt(0) : null;
            }
            if (type == CharSequence.class) {
                return text;
            }
            if (type == UUID.class) {
                return UUID.fromString(text);
            }
            if (type == URI.class) {
                return URI.create(text);
            }
            // Services that answer over plain JSON elsewhere often keep times as text (RFC 3339).
            return type == Instant.class ? Instant.parse(text) : null;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new SerializationException(where + ": '" + text + "' is no " + type.getSimpleName(), e);
        }
    }

    private static Object constant(String text, Class<?> type, String where) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw new SerializationException(where + ": '" + text + "' is none of " + String.join(", ", names));
    }

    private static @Nullable Object generic(@Nullable Object value, Class<?> raw, Type[] arguments, String where) {
        if (raw == Optional.class) {
            return absent(value)
                    ? Optional.empty()
                    : Optional.ofNullable(convert(value, argument(arguments, 0), where));
        }
        if (absent(value)) {
            return null;
        }
        if (raw.isRecord()) {
            return recordOf(value, raw, where);
        }
        if (raw.isArray()) {
            return array(value, raw.getComponentType(), arguments, where);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return map(value, raw, arguments, where);
        }
        if (raw.isAssignableFrom(ArrayList.class)) {
            return items(value, new ArrayList<>(), argument(arguments, 0), raw, where);
        }
        if (raw.isAssignableFrom(LinkedHashSet.class)) {
            return items(value, new LinkedHashSet<>(), argument(arguments, 0), raw, where);
        }
        throw new SerializationException(
                where + ": no value of " + raw.getName() + " can be made; List, Set, Map and records can");
    }

    private static Type argument(Type[] arguments, int index) {
        return index < arguments.length ? arguments[index] : Object.class;
    }

    private static Object items(
            @Nullable Object value, Collection<@Nullable Object> into, Type element, Class<?> raw, String where) {
        if (!(value instanceof List<?>) && !(value instanceof Set<?>)) {
            throw mismatch(value, raw, where);
        }
        int index = 0;
        for (Object item : (Collection<?>) value) {
            into.add(convert(item, element, where + "[" + index++ + "]"));
        }
        return into;
    }

    private static Object array(@Nullable Object value, Class<?> component, Type[] arguments, String where) {
        Type element = arguments.length > 0 ? arguments[0] : component;
        List<@Nullable Object> items = new ArrayList<>();
        items(value, items, element, Object[].class, where);
        Class<?> raw = element instanceof Class<?> plain
                ? plain
                : element instanceof ParameterizedType parameterized
                        ? (Class<?>) parameterized.getRawType()
                        : component;
        Object array = Array.newInstance(raw, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i));
        }
        return array;
    }

    private static Object map(@Nullable Object value, Class<?> raw, Type[] arguments, String where) {
        if (!(value instanceof Map<?, ?> entries) || !raw.isAssignableFrom(LinkedHashMap.class)) {
            throw mismatch(value, raw, where);
        }
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        entries.forEach((key, held) -> map.put(
                convert(key, argument(arguments, 0), where + " (key)"),
                convert(held, argument(arguments, 1), where + "." + key)));
        return map;
    }

    private static Object recordOf(@Nullable Object value, Class<?> raw, String where) {
        if (raw.isInstance(value)) {
            return value;
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw mismatch(value, raw, where);
        }
        RecordShape shape = RecordShape.of(raw);
        @Nullable Object[] components = new @Nullable Object[shape.names().length];
        for (int i = 0; i < components.length; i++) {
            String name = shape.names()[i];
            components[i] = convert(object.get(name), shape.types()[i], where + "." + name);
        }
        try {
            return shape.constructor().newInstance(components);
        } catch (InvocationTargetException e) {
            throw new SerializationException(
                    where + ": " + raw.getName() + " refuses the value: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new SerializationException(where + ": " + raw.getName() + " cannot be made", e);
        }
    }

    private static SerializationException mismatch(@Nullable Object value, Class<?> type, String where) {
        String got = value == null || value == Undefined.UNDEFINED
                ? "nothing"
                : value instanceof String || value instanceof Number || value instanceof Boolean
                        ? shown(value.toString())
                        : value.getClass().getSimpleName();
        return new SerializationException(where + ": expected " + type.getSimpleName() + ", got " + got);
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
