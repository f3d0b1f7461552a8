package dev.titan.server.hygiene;

import io.undertow.conduits.ReadDataStreamSourceConduit;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;

/**
 * Reads a chunked body strictly. It stands in for Undertow's own reader, which takes a bare LF for the end of a chunk size, ignores what it does
 * not know in one, and skips whatever comes between a chunk's data and the next LF.
 *
 * <p>A malformed body ends in an {@link IOException} with the connection still open, so that the client can be told. Used by one thread at a
 * time.
 */
final class ChunkedBody extends AbstractStreamSourceConduit<ReadDataStreamSourceConduit> {
    private final HttpServerExchange exchange;
    private final HttpServerConnection connection;
    private final @Nullable HeadWatch watch;
    private final ChunkFraming framing = new ChunkFraming();
    private @Nullable MalformedChunkException failure;
    private boolean closed;

    private ChunkedBody(HttpServerExchange exchange, HttpServerConnection connection, @Nullable HeadWatch watch) {
        super(new ReadDataStreamSourceConduit(connection.getOriginalSourceConduit(), connection));
        this.exchange = exchange;
        this.connection = connection;
        this.watch = watch;
    }

    /** Has the body of a request read this way. Nothing of it has been read. */
    static void install(HttpServerExchange exchange, HttpServerConnection connection, @Nullable HeadWatch watch) {
        connection.getChannel().getSourceChannel().setConduit(new ChunkedBody(exchange, connection, watch));
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        if (framing.ended()) {
            return -1;
        }
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new ClosedChannelException();
        }
        try {
            return readData(dst);
        } catch (MalformedChunkException e) {
            failure = e;
            exchange.setPersistent(false);
            throw e;
        } catch (IOException e) {
            IoUtils.safeClose(connection);
            throw e;
        }
    }

    private int readData(ByteBuffer dst) throws IOException {
        int sum = 0;
        while (dst.hasRemaining()) {
            PooledByteBuffer rest = connection.getExtraBytes();
            int read;
            if (rest != null) {
                read = decode(rest.getBuffer(), dst);
                if (!rest.getBuffer().hasRemaining()) {
                    connection.setExtraBytes(null);
                    rest.close();
                }
            } else if (framing.dataRemaining() > 0) {
                read = readDirectly(dst);
            } else {
                read = fill() ? 0 : -1;
            }
            if (framing.ended()) {
                end();
                return sum + read > 0 ? sum + read : -1;
            }
            // A client that floods a lost body must not keep the thread here.
            if (read < 0 || framing.lost() && connection.getExtraBytes() == null) {
                return sum + Math.max(0, read);
            }
            sum += read;
        }
        return sum;
    }

    /** Moves what there is of the body from the one buffer to the other; returns the bytes of data. */
    private int decode(ByteBuffer source, ByteBuffer dst) throws MalformedChunkException {
        int sum = 0;
        while (source.hasRemaining() && dst.hasRemaining() && !framing.ended()) {
            long remaining = framing.dataRemaining();
            if (remaining == 0) {
                framing.read(source);
                continue;
            }
            int count = (int) Math.min(remaining, Math.min(source.remaining(), dst.remaining()));
            int limit = source.limit();
            dst.put(source.limit(source.position() + count));
            source.limit(limit);
            framing.dataRead(count);
            sum += count;
        }
        return sum;
    }

    /** Reads data past any buffer; returns -1 when there is none now. */
    private int readDirectly(ByteBuffer dst) throws IOException {
        int limit = dst.limit();
        dst.limit((int) Math.min(limit, dst.position() + framing.dataRemaining()));
        int read;
        try {
            read = next.read(dst);
        } finally {
            dst.limit(limit);
        }
        if (read < 0) {
            throw new ClosedChannelException();
        }
        if (read == 0) {
            return -1;
        }
        framing.dataRead(read);
        return read;
    }

    /** Reads what the connection has into its buffer of bytes to be parsed; returns false when there is nothing now. */
    private boolean fill() throws IOException {
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        boolean filled = false;
        try {
            ByteBuffer buffer = pooled.getBuffer();
            int read = next.read(buffer);
            if (read < 0) {
                throw new ClosedChannelException();
            }
            filled = read > 0;
            if (filled) {
                buffer.flip();
                connection.setExtraBytes(pooled);
            }
            return filled;
        } finally {
            if (!filled) {
                pooled.close();
            }
        }
    }

    private void end() {
        if (watch != null) {
            watch.endBody(connection.getExtraBytes());
        }
        Connectors.terminateRequest(exchange);
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (dsts[i].hasRemaining()) {
                return read(dsts[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
    }

    @Override
    public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) throws IOException {
        return IoUtils.transfer(new ConduitReadableByteChannel(this), count, throughBuffer, target);
    }

    @Override
    public void terminateReads() throws IOException {
        if (!closed && !framing.ended()) {
            closed = true;
            exchange.setPersistent(false);
            super.terminateReads();
            Connectors.terminateRequest(exchange);
        }
    }
}
