package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The host functions that turn bytes into text and back. */
final class HostText {
    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "decodeUtf8",
            a -> a[0] == null
                    ? ""
                    : StandardCharsets.UTF_8
                            .decode(ByteBuffer.wrap((byte[]) a[0]))
                            .toString(),
            "encodeUtf8",
            a -> ((String) a[0]).getBytes(StandardCharsets.UTF_8));

    private HostText() {}
}
