package dev.titan.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes that servers write and expect. */
class WireVectorsTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(null, "c0"),
                Arguments.of(Undefined.UNDEFINED, "d40000"),
                Arguments.of(true, "c3"),
                Arguments.of(1L, "01"),
                Arguments.of(-1L, "ff"),
                Arguments.of(128L, "cc80"),
                Arguments.of(1L << 31, "ce80000000"),
                Arguments.of(1L << 32, "cb41f0000000000000"),
                Arguments.of(-(1L << 31), "d280000000"),
                Arguments.of(1.5, "cb3ff8000000000000"),
                Arguments.of(Double.NaN, "cb7ff8000000000000"),
                Arguments.of(-0.0, "cb8000000000000000"),
                Arguments.of("hi", "a26869"),
                Arguments.of(List.of(1L, "a"), "9201a161"),
                Arguments.of(Map.of("a", 1L), "81a16101"),
                Arguments.of(Map.of("a", Undefined.UNDEFINED), "81a161d40000"),
                Arguments.of(Instant.EPOCH, "d77d0000000000000000"),
                Arguments.of(Instant.ofEpochMilli(1700000000000L), "d77d0000018bcfe56800"),
                Arguments.of(Instant.ofEpochMilli(-1), "d77dffffffffffffffff"),
                Arguments.of(Map.of(1L, 2L), "c7067c000000010102"),
                Arguments.of(Set.of(1L), "c7057b0000000101"),
                Arguments.of(new RegExp("a", "g"), "d679a161a167"),
                Arguments.of(BigInteger.valueOf(123), "d678a3313233"),
                Arguments.of(BigInteger.valueOf(-5), "c70378a22d35"),
                Arguments.of(new Reference("d1"), "c7036ca26431"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueHasTheBytesOfTheWire(Object value, String hex) {
        assertEquals(hex, Hex.encoded(value));
        assertEquals(value, Hex.decoded(hex));
    }

    @Test
    void bytesAreBinary() {
        assertEquals("c4020102", Hex.encoded(new byte[] {1, 2}));
        assertArrayEquals(new byte[] {1, 2}, (byte[]) Hex.decoded("c4020102"));
    }

    @Test
    void anErrorOfTheLanguageIsRead() {
        RemoteError error = (RemoteError) Hex.decoded("c7127e0003a9547970654572726f72a153a1780000");
        assertEquals("TypeError", error.name());
        assertEquals("x", error.message());
        assertEquals(Map.of(), error.fields());
    }

    @Test
    void aDefinitionIsRead() {
        Definition definition = (Definition)
                Hex.decoded(
                        "c7366da26431a0a2703184a46e616d65a57573657273a776657273696f6ea5312e302e30aa70726f7065727469657380a76d6574686f647380");
        assertEquals("d1", definition.id());
        assertEquals("p1", definition.peer());
        assertEquals("users", definition.meta().get("name"));
    }

    @Test
    void aRecordIsAnObjectWithoutItsEmptyOptionals() {
        record Part(String a, Optional<String> b, Integer c) {}
        assertEquals("82a161a178a163c0", Hex.encoded(new Part("x", Optional.empty(), null)));
    }

    @Test
    void aLongThatNoNumberHoldsIsABigInt() {
        assertEquals("d678a3313233", Hex.encoded(new BigInteger("123")));
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE), Hex.decoded(Hex.encoded(Long.MAX_VALUE)));
        assertEquals((1L << 53) - 1, Hex.decoded(Hex.encoded((1L << 53) - 1)));
    }

    @Test
    void halfASurrogatePairIsReplacedAndNothingElse() {
        assertEquals("a3efbfbd", Hex.encoded("\ud800"));
        assertEquals("😀", Hex.decoded(Hex.encoded("😀")));
    }

    @Test
    void aMapWithOtherKeysThanStringsIsAMapAndSoIsOneThatIsToldSo() {
        assertEquals("c7067c0000000101c0", Hex.encoded(Collections.singletonMap(1, null)));
        assertEquals("c7077c00000001a16101", Hex.encoded(new MapValue(Map.of("a", 1))));
    }

    @Test
    void manyKeysAndItemsHaveHeadsOf32Bits() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < 70_000; i++) {
            object.put("k" + i, (long) i);
        }
        assertEquals(object, Hex.decoded(Hex.encoded(object)));
        List<Object> items = Arrays.asList(new Object[70_000]);
        assertEquals(items, Hex.decoded(Hex.encoded(items)));
    }
}
