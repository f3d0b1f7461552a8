package dev.titan.server.hygiene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/** Notes that bytes are written. */
final class MovementSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private final Movement movement;

    MovementSink(StreamSinkConduit next, Movement movement) {
        super(next);
        this.movement = movement;
    }

    @Override
    public int write(ByteBuffer src) throws IOException {
        int written = next.write(src);
        movement.note(written);
        return written;
    }

    @Override
    public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
        long written = next.write(srcs, offset, length);
        movement.note(written);
        return written;
    }

    @Override
    public int writeFinal(ByteBuffer src) throws IOException {
        int written = next.writeFinal(src);
        movement.note(written);
        return written;
    }

    @Override
    public long writeFinal(ByteBuffer[] srcs, int offset, int length) throws IOException {
        long written = next.writeFinal(srcs, offset, length);
        movement.note(written);
        return written;
    }

    @Override
    public long transferFrom(FileChannel src, long position, long count) throws IOException {
        long written = next.transferFrom(src, position, count);
        movement.note(written);
        return written;
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long count, ByteBuffer throughBuffer) throws IOException {
        long written = next.transferFrom(source, count, throughBuffer);
        movement.note(written);
        return written;
    }
}
