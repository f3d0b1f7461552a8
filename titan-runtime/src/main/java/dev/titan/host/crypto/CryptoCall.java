package dev.titan.host.crypto;

import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation that {@code src/main/ts/crypto/host.ts} asks for. Immutable; whoever makes it leaves the buffers alone from then on.
 *
 * @param name the operation
 * @param options plain values, its parameters
 * @param buffers keys and data, in the operation's order
 */
record CryptoCall(String name, Map<?, ?> options, List<byte[]> buffers) {

    /** Its arguments: name, options, and the length of each buffer in the bytes beside them. */
    static CryptoCall of(OperationCall call) {
        List<byte[]> buffers = new ArrayList<>();
        byte[] bytes = call.bytes() == null ? new byte[0] : call.bytes();
        int at = 0;
        for (Object length : (List<?>) call.arguments().get(2)) {
            byte[] buffer = new byte[((Number) length).intValue()];
            System.arraycopy(bytes, at, buffer, 0, buffer.length);
            at += buffer.length;
            buffers.add(buffer);
        }
        return new CryptoCall(
                call.text(0, "operation"), (Map<?, ?>) call.arguments().get(1), buffers);
    }

    byte[] buffer(int index) {
        return buffers.get(index);
    }

    String text(String option) {
        return String.valueOf(options.get(option));
    }

    int number(String option) {
        return Objects.requireNonNull((Number) options.get(option)).intValue();
    }

    boolean flag(String option) {
        return Boolean.TRUE.equals(options.get(option));
    }

    /** Bytes of keys and data together. */
    int size() {
        return buffers.stream().mapToInt(buffer -> buffer.length).sum();
    }

    /** What a failure that concerns the operation's input is told as: names neither key nor data. */
    static OperationException failed(String message, @Nullable Throwable cause) {
        return new OperationException("OperationError", "", message, cause);
    }

    /** What is told of a key that is malformed or does not fit. */
    static OperationException data(String message, @Nullable Throwable cause) {
        return new OperationException("DataError", "", message, cause);
    }
}
