package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EsbuildPacketTest {
    @Test
    void readsWhatItWrites() throws IOException {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "größe €");
        value.put("none", null);
        value.put("list", Arrays.asList(true, false, 70_000, -1, Map.of()));
        byte[] encoded = new EsbuildPacket(300, true, value).encode();
        EsbuildPacket decoded = EsbuildPacket.decode(Arrays.copyOfRange(encoded, 4, encoded.length));
        assertEquals(new EsbuildPacket(300, true, value), decoded);
    }

    @Test
    void encodesByTheProtocol() throws IOException {
        byte[] expected = {12, 0, 0, 0, 3, 0, 0, 0, 5, 1, 0, 0, 0, 2, 7, 0, 0, 0};
        expected[0] = 14;
        assertArrayEquals(expected, new EsbuildPacket(1, false, List.of(7)).encode());
        byte[] bytes = new EsbuildPacket(0, true, new byte[] {9}).encode();
        assertArrayEquals(new byte[] {10, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 9}, bytes);
    }

    @Test
    void refusesMalformedMessages() {
        byte[][] malformed = {
            {},
            {0, 0, 0, 0},
            {0, 0, 0, 0, 9},
            {0, 0, 0, 0, 3, -1, -1, -1, 127, 65},
            {0, 0, 0, 0, 0, 0},
            {0, 0, 0, 0, 5, 5, 0, 0, 0}
        };
        for (byte[] message : malformed) {
            assertThrows(IOException.class, () -> EsbuildPacket.decode(message), () -> Arrays.toString(message));
        }
    }
}
