package dev.titan.host.extension;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From values of JavaScript to what a Java method is declared to take. A value that does not fit is an IllegalArgumentException that says where it is and what is expected. */
final class Arguments {
    private Arguments() {}

    /** Whether null is taken, by an annotation of that name, whosever it is. */
    static boolean isNullable(AnnotatedElement element, AnnotatedElement type) {
        return Stream.concat(Arrays.stream(element.getAnnotations()), Arrays.stream(type.getAnnotations()))
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    /**
     * A value as a type has it.
     *
     * @param value plain JSON, byte[], BigInteger, Instant
     * @param nullable whether null fits
     * @param where for messages: {@code from.lat}
     */
    static @Nullable Object convert(@Nullable Object value, Type type, boolean nullable, String where) {
        JavaType java = JavaType.of(type);
        if (java.raw() == Optional.class) {
            return value == null
                    ? Optional.empty()
                    : Optional.ofNullable(convert(value, java.argument(0), false, where));
        }
        if (value == null) {
            if (nullable || java.raw() == Object.class) {
                return null;
            }
            throw unfit(where, expected(java), null);
        }
        Object converted = present(value, java, where);
        if (converted == null) {
            throw unfit(where, expected(java), value);
        }
        return converted;
    }

    /** Null for what does not fit. */
    private static @Nullable Object present(Object value, JavaType java, String where) {
        Class<?> raw = java.raw();
        if (raw == Object.class) {
            return value;
        }
        if (raw == String.class || raw == CharSequence.class) {
            return value instanceof String ? value : null;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return value instanceof Boolean ? value : null;
        }
        if (raw == byte[].class) {
            return value instanceof byte[] ? value : null;
        }
        if (java.isNumber()) {
            return number(value, raw);
        }
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(value))
                    .findFirst()
                    .orElse(null);
        }
        if (raw.isRecord()) {
            return value instanceof Map<?, ?> members ? record(members, raw, where) : null;
        }
        if (java.isCollection() || raw.isArray()) {
            return value instanceof List<?> list ? collection(list, java, where) : null;
        }
        if (raw == Map.class) {
            return value instanceof Map<?, ?> members ? map(members, java, where) : null;
        }
        return text(value, raw);
    }

    private static @Nullable Object text(Object value, Class<?> raw) {
        try {
            if (raw == Instant.class) {
                return value instanceof Instant ? value : value instanceof String text ? Instant.parse(text) : null;
            }
            if (!(value instanceof String text)) {
                return null;
            }
            return raw == LocalDate.class
                    ? LocalDate.parse(text)
                    : raw == UUID.class ? UUID.fromString(text) : URI.create(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object number(Object value, Class<?> raw) {
        if (raw == BigDecimal.class && value instanceof String text) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }
        if (!(value instanceof Number number)) {
            return null;
        }
        if (raw == double.class || raw == Double.class) {
            return number.doubleValue();
        }
        if (raw == float.class || raw == Float.class) {
            return number.floatValue();
        }
        if (!Double.isFinite(number.doubleValue()) && !(number instanceof BigInteger)) {
            return null;
        }
        BigDecimal exact = new BigDecimal(number.toString());
        try {
            if (raw == BigDecimal.class) {
                return exact;
            }
            if (raw == BigInteger.class) {
                return exact.toBigIntegerExact();
            }
            if (raw == long.class || raw == Long.class) {
                return exact.longValueExact();
            }
            if (raw == int.class || raw == Integer.class) {
                return exact.intValueExact();
            }
            return raw == short.class || raw == Short.class ? (Object) exact.shortValueExact() : exact.byteValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static Object collection(List<?> list, JavaType java, String where) {
        Type element = java.element();
        List<@Nullable Object> all = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            all.add(convert(list.get(i), element, false, where + "[" + i + "]"));
        }
        if (java.raw().isArray()) {
            Object array = Array.newInstance(java.raw().getComponentType(), all.size());
            for (int i = 0; i < all.size(); i++) {
                Array.set(array, i, all.get(i));
            }
            return array;
        }
        return java.raw() == java.util.Set.class ? new LinkedHashSet<>(all) : all;
    }

    private static Object map(Map<?, ?> members, JavaType java, String where) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        members.forEach(
                (name, member) -> all.put((String) name, convert(member, java.argument(1), false, where + "." + name)));
        return all;
    }

    private static Object record(Map<?, ?> members, Class<?> raw, String where) {
        RecordComponent[] components = raw.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = component.getType();
            values[i] = convert(
                    members.get(component.getName()),
                    component.getGenericType(),
                    isNullable(component, component.getAnnotatedType()),
                    where + "." + component.getName());
        }
        try {
            var constructor = raw.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String expected(JavaType java) {
        Class<?> raw = java.raw();
        if (raw == String.class || raw == CharSequence.class) {
            return "a string";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "true or false";
        }
        if (raw == byte[].class) {
            return "bytes (a Uint8Array or ArrayBuffer)";
        }
        if (raw.isEnum()) {
            return "one of " + String.join(", ", JavaType.constants(raw));
        }
        if (java.isNumber()) {
            return java.isWhole() ? "a whole number that a Java " + raw.getSimpleName() + " can hold" : "a number";
        }
        if (java.isCollection() || raw.isArray()) {
            return "an array";
        }
        return raw == Instant.class
                ? "a Date or a text such as 2026-01-31T12:00:00Z"
                : raw.isRecord() || raw == Map.class ? "an object" : "the text of a " + raw.getSimpleName();
    }

    private static IllegalArgumentException unfit(String where, String expected, @Nullable Object value) {
        String found = value == null
                ? "undefined or null"
                : value instanceof String text
                        ? text.length() > 40 ? "a string of " + text.length() + " characters" : "'" + text + "'"
                        : value instanceof List<?>
                                ? "an array"
                                : value instanceof Map<?, ?>
                                        ? "an object"
                                        : value instanceof byte[] ? "bytes" : String.valueOf(value);
        return new IllegalArgumentException(where + " must be " + expected + ", not " + found);
    }
}
