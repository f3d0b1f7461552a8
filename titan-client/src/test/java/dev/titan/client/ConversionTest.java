package dev.titan.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Decoded values as the types that interfaces name. */
class ConversionTest {
    enum Colour {
        RED,
        BLUE
    }

    record Address(String city, Optional<String> street) {}

    record Person(
            String name, int age, Colour colour, List<Address> addresses, Map<String, Long> scores, Instant born) {}

    /** Only the types of its methods matter. */
    interface Types {
        List<Optional<Integer>> optionals();

        Set<Colour> colours();

        Map<Integer, List<String>> byNumber();

        List<String>[] lists();
    }

    private static Type type(String method) throws NoSuchMethodException {
        return Types.class.getMethod(method).getGenericReturnType();
    }

    private static Object convert(Object value, Type type) {
        return Conversion.convert(value, type, "result");
    }

    @Test
    void anObjectBecomesARecord() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", "Ann");
        object.put("age", 7L);
        object.put("colour", "BLUE");
        object.put("addresses", List.of(Map.of("city", "Ulm"), Map.of("city", "Bern", "street", "Gasse")));
        object.put("scores", Map.of("chess", 3L));
        object.put("born", Instant.EPOCH);
        object.put("unknown", true);
        Person person = (Person) convert(object, Person.class);
        assertEquals(
                new Person(
                        "Ann",
                        7,
                        Colour.BLUE,
                        List.of(new Address("Ulm", Optional.empty()), new Address("Bern", Optional.of("Gasse"))),
                        Map.of("chess", 3L),
                        Instant.EPOCH),
                person);
    }

    @Test
    void numbersKeepTheirValueOrAreRefused() {
        assertEquals(5, convert(5L, int.class));
        assertEquals(5.0, convert(5L, double.class));
        assertEquals(BigInteger.TEN, convert(10L, BigInteger.class));
        assertEquals(10L, convert(BigInteger.TEN, long.class));
        assertEquals(4294967296L, convert(4294967296L, Long.class));
        assertThrows(SerializationException.class, () -> convert(4294967296L, int.class));
        assertThrows(SerializationException.class, () -> convert(1.5, int.class));
        assertThrows(SerializationException.class, () -> convert(Double.NaN, long.class));
        assertThrows(SerializationException.class, () -> convert("5", int.class));
    }

    @Test
    void absenceIsNullOrEmptyAndRefusedForAPrimitive() throws NoSuchMethodException {
        assertNull(convert(null, String.class));
        assertNull(convert(Undefined.UNDEFINED, Person.class));
        assertEquals(
                List.of(Optional.of(1), Optional.empty()),
                convert(java.util.Arrays.asList(1L, null), type("optionals")));
        assertThrows(SerializationException.class, () -> convert(null, int.class));
    }

    @Test
    void genericsAreFollowed() throws NoSuchMethodException {
        assertEquals(Set.of(Colour.RED), convert(List.of("RED"), type("colours")));
        assertEquals(Map.of(1, List.of("a")), convert(Map.of(1L, List.of("a")), type("byNumber")));
        assertArrayEquals(new List<?>[] {List.of("a")}, (Object[]) convert(List.of(List.of("a")), type("lists")));
        assertArrayEquals(new int[] {1, 2}, (int[]) convert(List.of(1L, 2L), int[].class));
    }

    @Test
    void otherTypesOfTheJdkAreMade() {
        assertEquals(new Date(0), convert(Instant.EPOCH, Date.class));
        UUID id = new UUID(1, 2);
        assertEquals(id, convert(id.toString(), UUID.class));
        assertEquals(Instant.EPOCH, convert("1970-01-01T00:00:00Z", Instant.class));
    }

    @Test
    void aMismatchNamesThePlace() {
        SerializationException e =
                assertThrows(SerializationException.class, () -> convert(Map.of("city", 5L), Address.class));
        assertEquals("result.city: expected String, got 5", e.getMessage());
        e = assertThrows(SerializationException.class, () -> convert("GREEN", Colour.class));
        assertEquals("result: 'GREEN' is none of RED, BLUE", e.getMessage());
        e = assertThrows(SerializationException.class, () -> Hex.encoded(Map.of("a", List.of(1, new Object()))));
        assertEquals(
                "value.a[1] is a java.lang.Object, which cannot be sent; records, collections, maps, strings, numbers, booleans, bytes, instants and enums can",
                e.getMessage());
    }
}
