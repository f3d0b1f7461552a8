package dev.titan.server.netron;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** A connection by TCP. What says nothing else happens on its I/O thread. */
final class TcpLink extends QueuedLink {
    private static final int READ_BYTES = 64 << 10;

    private final StreamConnection connection;
    private final XnioIoThread ioThread;
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private @Nullable ByteBuffer writing;
    private boolean finished;
    private boolean inputEnded;

    TcpLink(StreamConnection connection) {
        this.connection = connection;
        this.ioThread = connection.getIoThread();
    }

    /**
     * Begins to hand packets over.
     *
     * @param ended called when the client sends no more
     * @param gone called once, when the connection is
     */
    void begin(Consumer<byte[]> packets, Runnable ended, Runnable gone) {
        FrameReader frames = new FrameReader(packets);
        connection.getCloseSetter().set(closed -> {
            closing();
            tellDrained();
            gone.run();
        });
        ConduitStreamSinkChannel sink = connection.getSinkChannel();
        sink.setWriteListener(channel -> write());
        ConduitStreamSourceChannel source = connection.getSourceChannel();
        source.setReadListener(channel -> read(frames, ended));
        source.resumeReads();
    }

    private void read(FrameReader frames, Runnable ended) {
        try {
            for (int count; (count = connection.getSourceChannel().read(in)) != 0; ) {
                if (count < 0) {
                    endInput(ended);
                    return;
                }
                in.flip();
                if (!isClosing()) {
                    frames.read(in);
                }
                in.clear();
                if (count < READ_BYTES) {
                    return;
                }
            }
        } catch (IOException e) {
            IoUtils.safeClose(connection);
        }
    }

    private void endInput(Runnable ended) {
        if (isClosing()) {
            IoUtils.safeClose(connection);
            return;
        }
        inputEnded = true;
        connection.getSourceChannel().suspendReads();
        moved();
        awaitLastAnswers();
        ended.run();
    }

    private void awaitLastAnswers() {
        long left = answersLeftMs();
        if (left > 0) {
            ioThread.executeAfter(this::awaitLastAnswers, left, TimeUnit.MILLISECONDS);
        } else {
            IoUtils.safeClose(connection);
        }
    }

    private void write() {
        queue().awake();
        try {
            ConduitStreamSinkChannel sink = connection.getSinkChannel();
            for (ByteBuffer next = writing == null ? queue().next() : writing; next != null; next = queue().next()) {
                writing = next;
                while (next.hasRemaining()) {
                    if (sink.write(next) == 0) {
                        sink.resumeWrites();
                        return;
                    }
                    if (inputEnded) {
                        moved();
                    }
                }
                writing = null;
            }
            if (isClosing() && !finished) {
                finished = true;
                sink.shutdownWrites();
                ioThread.executeAfter(() -> IoUtils.safeClose(connection), LINGER_MS, TimeUnit.MILLISECONDS);
            }
            if (!sink.flush()) {
                sink.resumeWrites();
                return;
            }
            sink.suspendWrites();
            if (finished && inputEnded) {
                IoUtils.safeClose(connection);
                return;
            }
            tellDrained();
        } catch (IOException e) {
            IoUtils.safeClose(connection);
        }
    }

    /** Any thread. */
    @Override
    void wake() {
        execute(this::write);
    }

    /** Any thread. */
    @Override
    void end() {
        execute(() -> IoUtils.safeClose(connection));
    }

    /** Any thread. */
    @Override
    public void execute(Runnable task) {
        try {
            ioThread.execute(task);
        } catch (RejectedExecutionException e) {
            // The server has stopped, and its connections with it.
            closing();
        }
    }

    @Override
    public int thread() {
        return ioThread.getNumber();
    }
}
