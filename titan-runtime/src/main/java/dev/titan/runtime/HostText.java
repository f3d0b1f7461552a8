package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host functions that turn bytes into text and back. */
final class HostText {
    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "decodeUtf8",
            a -> a[0] == null ? "" : new String((byte[]) a[0], StandardCharsets.UTF_8),
            "decodeStrictUtf8",
            a -> decodeStrict((byte[]) a[0]),
            "encodeUtf8",
            a -> encode((String) a[0]));

    private HostText() {}

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
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
