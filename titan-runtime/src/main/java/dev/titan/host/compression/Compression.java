package dev.titan.host.compression;

import dev.titan.host.HostValue;
import dev.titan.host.Operation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The operations behind CompressionStream and DecompressionStream: {@code open} gives a resource of the invocation, {@code write} sends a chunk through it, one after
 * the other.
 */
public final class Compression {
    /** Up to so many bytes a chunk takes less than handing it to another thread and back does. */
    private static final int AT_ONCE_BYTES = 8 * 1024;

    private final Executor executor;

    /** @param executor for chunks that take longer than a worker should be held for */
    public Compression(Executor executor) {
        this.executor = executor;
    }

    /** Arguments: {@code gzip}, {@code deflate} or {@code deflate-raw}, and whether to compress. */
    public Operation open() {
        return call -> CompletableFuture.completedFuture(new HostValue(
                Map.of(),
                null,
                Codec.of(
                        call.text(0, "the format"),
                        Boolean.TRUE.equals(call.arguments().get(1)))));
    }

    /** Arguments: the resource, and whether nothing follows. Bytes: the chunk. */
    public Operation write() {
        return call -> {
            int number = (int) call.number(0, "the stream");
            Codec codec = call.scope().resource(number, Codec.class);
            boolean last = Boolean.TRUE.equals(call.arguments().get(1));
            byte[] chunk = call.bytes() == null ? new byte[0] : call.bytes();
            if (last) {
                call.scope().forget(number);
            }
            if (chunk.length <= AT_ONCE_BYTES) {
                return CompletableFuture.completedFuture(write(codec, chunk, last));
            }
            return CompletableFuture.supplyAsync(() -> write(codec, chunk, last), executor);
        };
    }

    private static byte[] write(Codec codec, byte[] chunk, boolean last) {
        try {
            return codec.write(chunk, last);
        } finally {
            if (last) {
                codec.close();
            }
        }
    }
}
