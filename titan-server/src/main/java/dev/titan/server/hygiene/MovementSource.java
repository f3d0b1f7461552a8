package dev.titan.server.hygiene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Notes that bytes are read. */
final class MovementSource extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private final Movement movement;

    MovementSource(StreamSourceConduit next, Movement movement) {
        super(next);
        this.movement = movement;
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        int read = next.read(dst);
        movement.note(read);
        return read;
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
        long read = next.read(dsts, offset, length);
        movement.note(read);
        return read;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        long read = next.transferTo(position, count, target);
        movement.note(read);
        return read;
    }

    @Override
    public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) throws IOException {
        long read = next.transferTo(count, throughBuffer, target);
        movement.note(read);
        return read;
    }
}
