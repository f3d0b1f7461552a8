package dev.titan.server.netron;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A connection by a Unix socket: one thread reads and hands over, another writes. XNIO knows no such sockets, and there are few clients of them. */
final class UnixLink extends QueuedLink {
    private static final int READ_BYTES = 64 << 10;

    private final SocketChannel channel;
    private final LinkedBlockingQueue<Runnable> wakings = new LinkedBlockingQueue<>();
    private final CountDownLatch written = new CountDownLatch(1);
    private volatile boolean inputEnded;

    UnixLink(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Begins to hand packets over.
     *
     * @param ended called when the client sends no more
     * @param gone called once, when the connection is
     */
    void begin(Consumer<byte[]> packets, Runnable ended, Runnable gone) {
        thread("titan-netron-write", this::write);
        thread("titan-netron-read", () -> {
            if (read(new FrameReader(packets)) && !isClosing()) {
                endInput(ended);
            }
            closing();
            end();
            gone.run();
        });
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** @return whether the client has said that it sends no more */
    private boolean read(FrameReader frames) {
        ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
        try {
            while (channel.read(in) >= 0) {
                in.flip();
                if (!isClosing()) {
                    frames.read(in);
                }
                in.clear();
            }
            return true;
        } catch (IOException e) {
            // The client is gone, or sends what is no packet.
            return false;
        }
    }

    /** Waits until what the client has asked for is written. */
    private void endInput(Runnable ended) {
        inputEnded = true;
        moved();
        ended.run();
        try {
            for (long left = answersLeftMs(); left > 0; left = answersLeftMs()) {
                if (written.await(left, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (channel.isOpen()) {
                wakings.take().run();
                queue().awake();
                for (ByteBuffer next; (next = queue().next()) != null; ) {
                    while (next.hasRemaining()) {
                        channel.write(next);
                        moved();
                    }
                }
                tellDrained();
                if (isClosing() && channel.isOpen()) {
                    channel.shutdownOutput();
                    if (!inputEnded) {
                        wakings.poll(LINGER_MS, TimeUnit.MILLISECONDS);
                    }
                    channel.close();
                }
            }
        } catch (IOException e) {
            closing();
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            written.countDown();
        }
    }

    @Override
    void wake() {
        wakings.add(() -> {});
    }

    @Override
    void end() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
        wake();
    }

    /** At once: it is the reading thread that asks. */
    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public int thread() {
        return -1;
    }
}
