package dev.titan.server.netron;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** A connection by TCP. What says nothing else happens on its I/O thread. */
final class TcpLink implements Link {
    private static final int READ_BYTES = 64 << 10;

    private final StreamConnection connection;
    private final XnioIoThread ioThread;
    private final SendQueue queue = new SendQueue();
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private @Nullable ByteBuffer writing;
    private volatile Runnable drained = () -> {};
    private volatile boolean closing;

    TcpLink(StreamConnection connection) {
        this.connection = connection;
        this.ioThread = connection.getIoThread();
    }

    /**
     * Begins to hand packets over.
     *
     * @param gone called once, when the connection is
     */
    void begin(Consumer<byte[]> packets, Runnable gone) {
        FrameReader frames = new FrameReader(packets);
        connection.getCloseSetter().set(closed -> {
            closing = true;
            drained.run();
            gone.run();
        });
        ConduitStreamSinkChannel sink = connection.getSinkChannel();
        sink.setWriteListener(channel -> write());
        ConduitStreamSourceChannel source = connection.getSourceChannel();
        source.setReadListener(channel -> read(frames));
        source.resumeReads();
    }

    private void read(FrameReader frames) {
        try {
            for (int count; (count = connection.getSourceChannel().read(in)) != 0; ) {
                if (count < 0) {
                    IoUtils.safeClose(connection);
                    return;
                }
                in.flip();
                frames.read(in);
                in.clear();
                if (count < READ_BYTES) {
                    return;
                }
            }
        } catch (IOException e) {
            IoUtils.safeClose(connection);
        }
    }

    /** Any thread. */
    @Override
    public void send(byte[] packet) {
        if (closing) {
            return;
        }
        if (queue.add(packet) > BUFFER_BYTES) {
            end();
        } else if (queue.mustWake()) {
            execute(this::write);
        }
    }

    private void write() {
        queue.awake();
        try {
            ConduitStreamSinkChannel sink = connection.getSinkChannel();
            for (ByteBuffer next = writing == null ? queue.next() : writing; next != null; next = queue.next()) {
                writing = next;
                while (next.hasRemaining()) {
                    if (sink.write(next) == 0) {
                        sink.resumeWrites();
                        return;
                    }
                }
                writing = null;
            }
            if (!sink.flush()) {
                sink.resumeWrites();
                return;
            }
            sink.suspendWrites();
            if (closing) {
                IoUtils.safeClose(connection);
            } else {
                drained.run();
            }
        } catch (IOException e) {
            IoUtils.safeClose(connection);
        }
    }

    @Override
    public boolean hasRoom() {
        return queue.bytes() < BUFFER_BYTES / 2;
    }

    @Override
    public void onDrained(Runnable task) {
        drained = task;
    }

    @Override
    public void close(int code, String reason) {
        closing = true;
        execute(this::write);
    }

    private void end() {
        closing = true;
        execute(() -> IoUtils.safeClose(connection));
    }

    @Override
    public void execute(Runnable task) {
        try {
            ioThread.execute(task);
        } catch (RejectedExecutionException e) {
            // The server has stopped, and its connections with it.
            closing = true;
        }
    }

    @Override
    public int thread() {
        return ioThread.getNumber();
    }
}
