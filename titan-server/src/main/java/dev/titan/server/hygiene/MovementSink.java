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
        return (int) movement.note(next.write(src));
    }

    @Override
    public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
        return movement.note(next.write(srcs, offset, length));
    }

    @Override
    public int writeFinal(ByteBuffer src) throws IOException {
        return (int) movement.note(next.writeFinal(src));
    }

    @Override
    public long writeFinal(ByteBuffer[] srcs, int offset, int length) throws IOException {
        return movement.note(next.writeFinal(srcs, offset, length));
    }

    @Override
    public long transferFrom(FileChannel src, long position, long count) throws IOException {
        return movement.note(next.transferFrom(src, position, count));
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long count, ByteBuffer throughBuffer) throws IOException {
        return movement.note(next.transferFrom(source, count, throughBuffer));
    }
}
