package dev.titan.server.hygiene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkFramingTest {
    private final ChunkFraming framing = new ChunkFraming();

    @ParameterizedTest
    @CsvSource({
        "'0\r\n\r\n',''",
        "'5\r\nhello\r\n0\r\n\r\n',hello",
        "'2\r\nhe\r\n3\r\nllo\r\n000\r\n\r\n',hello",
        "'0005\r\nhello\r\n0\r\n\r\n',hello",
        "'A\r\n0123456789\r\n0\r\n\r\n',0123456789",
        "'5;name=value;other=\"quoted\"\r\nhello\r\n0;last\r\n\r\n',hello",
        "'5\r\nhello\r\n0\r\nX-Trailer: 1\r\nY:\r\n\r\n',hello",
        "'2\r\n\r\n\r\n0\r\n\r\n','\r\n'",
    })
    void readsBodies(String body, String data) throws MalformedChunkException {
        assertEquals(data, read(body + "rest"));
        assertTrue(framing.ended());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\nhello",
                "0x1\r\n",
                "x",
                "\r\n",
                ";a\r\n",
                "-1\r\n",
                "+5\r\n",
                " 5\r\n",
                "5 \r\n",
                "5\r\r\n",
                "5\rhello",
                "1_0\r\n",
                "\u0661\r\n",
                "1234567890123456\r\n",
                "10000000000000005\r\n",
                "0000000000000005\r\n",
                "5;a\rb\r\n",
                "5;a\0b\r\n",
                "0\r\n\n",
                "0\r\n\r\r",
                "0\r\n folded\r\n",
                "0\r\n: x\r\n",
                "0\r\nX: 1\rY",
                "0\r\nX: \0\r\n",
                "0\r\nX: 1\n"
            })
    void refusesMalformedFraming(String body) {
        assertThrows(MalformedChunkException.class, () -> read(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n",
                "5\r\nhelloX\r\n0\r\n\r\n",
                "5\r\nhello\rX0\r\n\r\n",
                "5;a\nhello\r\n0\r\n\r\n"
            })
    void dropsEverythingOnceTheEndCannotBeTold(String body) throws MalformedChunkException {
        read(body);
        assertTrue(framing.lost());
        assertFalse(framing.ended());
    }

    @Test
    void boundsWhatItDrops() {
        assertThrows(MalformedChunkException.class, () -> read("5;" + "a".repeat(9000)));
        ChunkFraming other = new ChunkFraming();
        ByteBuffer trailers = ByteBuffer.wrap(("0\r\n" + "X: 1\r\n".repeat(4000)).getBytes(StandardCharsets.US_ASCII));
        assertThrows(MalformedChunkException.class, () -> other.read(trailers));
    }

    private String read(String body) throws MalformedChunkException {
        ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
        StringBuilder data = new StringBuilder();
        while (bytes.hasRemaining() && !framing.ended()) {
            if (framing.dataRemaining() > 0) {
                data.append((char) bytes.get());
                framing.dataRead(1);
            } else {
                framing.read(bytes);
            }
        }
        return data.toString();
    }
}
