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
        return (int) movement.note(next.read(dst));
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
        return movement.note(next.read(dsts, offset, length));
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return movement.note(next.transferTo(position, count, target));
    }

    @Override
    public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) throws IOException {
        return movement.note(next.transferTo(count, throughBuffer, target));
    }
}
