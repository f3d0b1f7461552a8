package dev.titan.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What comes from elsewhere is refused or read, in bounded memory and time. */
class DecoderFuzzTest {
    private static final long SEED = Long.getLong("titan.seed", 1);

    @Test
    void whatIsWrittenIsReadAgain() {
        Random random = new Random(SEED);
        for (int i = 0; i < 3_000; i++) {
            Object value = value(random, 4);
            assertEquals(value, Hex.decoded(Hex.encoded(value)), () -> "seed " + SEED);
        }
    }

    @Test
    void damagedBytesAreReadOrRefused() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes =
                    random.nextInt(4) == 0 ? new byte[random.nextInt(64)] : Hex.bytes(Hex.encoded(value(random, 3)));
            if (bytes.length == 0) {
                continue;
            }
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            readOrRefuse(random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1));
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            new Decoder(new PackReader(bytes, 0, bytes.length)).value();
        } catch (SerializationException e) {
            assertTrue(e.getMessage().startsWith("bytes that are no value of Netron"), e.getMessage());
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + SEED + ", bytes " + Hex.of(bytes), e);
        }
    }

    @Test
    void nestingHasABound() {
        byte[] arrays = new byte[10_000];
        Arrays.fill(arrays, (byte) 0x91);
        assertThrows(SerializationException.class, () -> Hex.decoded(arrays));
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            List<Object> outer = new ArrayList<>();
            outer.add(deep);
            deep = outer;
        }
        List<Object> value = deep;
        assertThrows(SerializationException.class, () -> Hex.encoded(value));
    }

    @Test
    void announcedLengthsAreNotBelieved() {
        for (String hex : List.of(
                "ddffffffff",
                "dfffffffff",
                "dbffffffff",
                "c6ffffffff",
                "c9ffffffff7c",
                "c7047cffffffff",
                "c7047bffffffff")) {
            assertThrows(SerializationException.class, () -> Hex.decoded(hex), hex);
        }
    }

    @Test
    void anUnknownExtensionIsGivenAsItCame() {
        Extension extension = (Extension) Hex.decoded("d52a0102");
        assertEquals(42, extension.code());
        assertEquals("d52a0102", Hex.encoded(extension));
    }

    private static Object value(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 14 : 9);
        return switch (kind) {
            case 0 -> null;
            case 1 -> Undefined.UNDEFINED;
            case 2 -> random.nextBoolean();
            case 3 -> (long) random.nextInt();
            case 4 -> random.nextLong() >> 11;
            case 5 -> random.nextGaussian() * 1e9 + 0.25;
            case 6 -> text(random);
            case 7 -> new BigInteger(200, random);
            case 8 -> Instant.ofEpochMilli(random.nextLong() >> 12);
            case 9 -> list(random, depth);
            case 10 -> set(random, depth);
            case 11 -> new RegExp(text(random), "gi");
            case 12 -> map(random, depth, false);
            default -> map(random, depth, true);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
        }
        return text.toString();
    }

    private static List<Object> list(Random random, int depth) {
        List<Object> items = new ArrayList<>();
        for (int length = random.nextInt(20); length > 0; length--) {
            items.add(value(random, depth - 1));
        }
        return items;
    }

    private static Set<Object> set(Random random, int depth) {
        return new LinkedHashSet<>(list(random, depth));
    }

    private static Map<Object, Object> map(Random random, int depth, boolean object) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (!object) {
            map.put(1L, 2L);
        }
        for (int length = random.nextInt(20); length > 0; length--) {
            map.put(object ? text(random) : value(random, 0), value(random, depth - 1));
        }
        return map;
    }
}
