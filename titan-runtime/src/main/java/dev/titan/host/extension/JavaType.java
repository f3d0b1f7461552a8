package dev.titan.host.extension;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A type of a signature, as far as it has a form in JavaScript. Immutable.
 *
 * @param raw the class, Object for what may be anything
 * @param arguments of a generic class
 */
record JavaType(Class<?> raw, List<Type> arguments) {
    private static final Set<Class<?>> WHOLE = Set.of(
            byte.class,
            Byte.class,
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);
    private static final Set<Class<?>> SIMPLE = Set.of(
            Object.class,
            String.class,
            CharSequence.class,
            boolean.class,
            Boolean.class,
            byte[].class,
            Instant.class,
            LocalDate.class,
            UUID.class,
            URI.class);
    private static final Set<Class<?>> COLLECTIONS = Set.of(List.class, Collection.class, Iterable.class, Set.class);

    static JavaType of(Type type) {
        if (type instanceof Class<?> plain) {
            return new JavaType(plain, List.of());
        }
        if (type instanceof ParameterizedType generic) {
            return new JavaType((Class<?>) generic.getRawType(), List.of(generic.getActualTypeArguments()));
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof TypeVariable<?> variable) {
            return of(variable.getBounds()[0]);
        }
        Type element = ((GenericArrayType) type).getGenericComponentType();
        return new JavaType(of(element).raw().arrayType(), List.of(element));
    }

    boolean isNumber() {
        return isWhole() || NUMBERS.contains(raw);
    }

    boolean isWhole() {
        return WHOLE.contains(raw);
    }

    boolean isCollection() {
        return COLLECTIONS.contains(raw);
    }

    /** One of the arguments; Object where there is none, as with a raw type. */
    Type argument(int index) {
        return index < arguments.size() ? arguments.get(index) : Object.class;
    }

    /** Of a collection or an array. */
    Type element() {
        return raw.isArray() && arguments.isEmpty() ? raw.getComponentType() : argument(0);
    }

    static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
    }

    /** The name of a class within the type that has no form in JavaScript; null when there is none. */
    @Nullable
    String unknown() {
        return unknown(new HashSet<>());
    }

    private @Nullable String unknown(Set<Class<?>> seen) {
        if (SIMPLE.contains(raw) || isNumber() || raw.isEnum()) {
            return null;
        }
        if (raw.isRecord()) {
            if (seen.add(raw)) {
                for (RecordComponent component : raw.getRecordComponents()) {
                    String found = of(component.getGenericType()).unknown(seen);
                    if (found != null) {
                        return found;
                    }
                }
            }
            return null;
        }
        if (isCollection() || raw.isArray() || raw == Optional.class) {
            return of(raw == Optional.class ? argument(0) : element()).unknown(seen);
        }
        if (raw == Map.class) {
            return of(argument(0)).raw() == String.class
                    ? of(argument(1)).unknown(seen)
                    : "Map whose keys are not strings";
        }
        return raw.getTypeName();
    }
}
