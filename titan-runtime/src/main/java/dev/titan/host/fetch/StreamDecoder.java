package dev.titan.host.fetch;

import dev.titan.host.BytePipe;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Undoes the codings of a body while it comes (RFC 9110, section 8.4.1). Confined to one thread. */
abstract class StreamDecoder {
    /** What is decoded at once: a thousand times as much may come of it. */
    private static final int PIECE = 1 << 10;

    /** What has come and is not decoded. */
    private final Deque<byte[]> input = new ArrayDeque<>();

    private int at;

    /** @param limit bytes that are held of a coding that can only be undone as a whole */
    static StreamDecoder of(List<String> codings, long limit) {
        if (codings.isEmpty()) {
            return new Plain();
        }
        return codings.contains("br") ? new Whole(codings, limit) : new Inflating(codings);
    }

    final void add(ByteBuf bytes) {
        if (bytes.isReadable()) {
            byte[] piece = new byte[bytes.readableBytes()];
            bytes.readBytes(piece);
            input.add(piece);
        }
    }

    final boolean hasInput() {
        return !input.isEmpty();
    }

    /** Decodes some of the input. @throws dev.titan.host.OperationException when it is not in the coding */
    abstract void decode(BytePipe to);

    /** There is no more input. @throws dev.titan.host.OperationException when there should be */
    void finish(BytePipe to) {}

    void close() {
        input.clear();
    }

    final byte[] next() {
        at = 0;
        return input.remove();
    }

    /** The next bytes of the input, not many. */
    final ByteBuf nextPiece() {
        byte[] first = input.element();
        int length = Math.min(PIECE, first.length - at);
        ByteBuf piece = Unpooled.wrappedBuffer(first, at, length);
        at += length;
        if (at == first.length) {
            next();
        }
        return piece;
    }

    /** Bytes as they are. */
    private static final class Plain extends StreamDecoder {
        @Override
        void decode(BytePipe to) {
            to.write(next());
        }
    }

    /** gzip and deflate. */
    private static final class Inflating extends StreamDecoder {
        private final List<String> codings;
        private final EmbeddedChannel channel;
        private boolean begun;

        Inflating(List<String> codings) {
            this.codings = codings;
            this.channel = new EmbeddedChannel(codings.stream()
                    // Some senders mean the bare format by "deflate", without zlib's header.
                    .map(coding -> new JdkZlibDecoder(
                            coding.equals("deflate") ? ZlibWrapper.ZLIB_OR_NONE : ZlibWrapper.GZIP, 0))
                    .toArray(ChannelHandler[]::new));
        }

        @Override
        void decode(BytePipe to) {
            begun = true;
            try {
                channel.writeInbound(nextPiece());
                drain(to);
            } catch (DecompressionException e) {
                throw broken(e);
            }
        }

        @Override
        void finish(BytePipe to) {
            boolean complete =
                    !begun || channel.pipeline().get(JdkZlibDecoder.class).isClosed();
            if (!complete) {
                throw broken(null);
            }
        }

        private RuntimeException broken(@Nullable Exception cause) {
            return FetchErrors.failed(
                    "EPROTO",
                    "the body is not in the coding that the answer names, " + String.join(", ", codings),
                    cause);
        }

        private void drain(BytePipe to) {
            for (ByteBuf decoded; (decoded = channel.readInbound()) != null; decoded.release()) {
                byte[] bytes = new byte[decoded.readableBytes()];
                decoded.readBytes(bytes);
                to.write(bytes);
            }
        }

        @Override
        void close() {
            super.close();
            try {
                channel.finishAndReleaseAll();
            } catch (DecompressionException e) {
                // It ended in the middle, which is known by now.
            }
        }
    }

    /** Brotli, for which there is no decoder of pieces. */
    private static final class Whole extends StreamDecoder {
        private final List<String> codings;
        private final long limit;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();

        Whole(List<String> codings, long limit) {
            this.codings = codings;
            this.limit = limit;
        }

        @Override
        void decode(BytePipe to) {
            byte[] bytes = next();
            if (held.size() + (long) bytes.length > limit) {
                throw FetchErrors.tooLarge(limit);
            }
            held.writeBytes(bytes);
        }

        @Override
        void finish(BytePipe to) {
            to.write(ContentCoding.decode(held.toByteArray(), codings, limit));
        }
    }
}
