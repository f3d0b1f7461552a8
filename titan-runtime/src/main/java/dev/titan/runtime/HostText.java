package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host functions that turn bytes into text and back. */
final class HostText {
    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "decodeUtf8",
            a -> a[0] == null ? "" : decode((byte[]) a[0]),
            "decodeStrictUtf8",
            a -> decodeStrict((byte[]) a[0]),
            "encodeUtf8",
            a -> encode((String) a[0]));

    private static final char REPLACEMENT = '\ufffd';

    private HostText() {}

    /** Java takes a surrogate in three bytes for one mistake, the Encoding standard for three. */
    static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeMalformed(bytes);
    }

    /** https://encoding.spec.whatwg.org/#utf-8-decoder */
    private static String decodeMalformed(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int first = bytes[at++] & 0xff;
            int needed = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
            if (needed == 0) {
                text.append(first < 0x80 ? (char) first : REPLACEMENT);
                continue;
            }
            int lower = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
            int upper = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
            int point = first & (0x3f >> needed);
            int seen = 0;
            while (seen < needed && at < bytes.length && (bytes[at] & 0xff) >= lower && (bytes[at] & 0xff) <= upper) {
                point = point << 6 | bytes[at++] & 0x3f;
                lower = 0x80;
                upper = 0xbf;
                seen++;
            }
            text.appendCodePoint(seen == needed ? point : REPLACEMENT);
        }
        return text.toString();
    }

    private static @Nullable String decodeStrict(byte @Nullable [] bytes) {
        try {
            return bytes == null
                    ? ""
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Java's own replacement is a question mark. */
    private static byte[] encode(String text) {
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(new byte[] {(byte) 0xef, (byte) 0xbf, (byte) 0xbd});
        try {
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
