package dev.titan.server.netron;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A connection by a Unix socket: one thread reads and hands over, another writes. XNIO knows no such sockets, and there are few clients of them. */
final class UnixLink implements Link {
    private static final int READ_BYTES = 64 << 10;

    private final SocketChannel channel;
    private final SendQueue queue = new SendQueue();
    private final LinkedBlockingQueue<Runnable> writes = new LinkedBlockingQueue<>();
    private volatile Runnable drained = () -> {};
    private volatile boolean closing;

    UnixLink(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Begins to hand packets over.
     *
     * @param gone called once, when the connection is
     */
    void begin(Consumer<byte[]> packets, Runnable gone) {
        thread("titan-netron-write", this::write);
        thread("titan-netron-read", () -> {
            read(new FrameReader(packets));
            end();
            gone.run();
        });
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void read(FrameReader frames) {
        ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
        try {
            while (channel.read(in) >= 0) {
                in.flip();
                frames.read(in);
                in.clear();
            }
        } catch (IOException e) {
            // The client is gone, or sends what is no packet.
        }
    }

    private void write() {
        try {
            while (channel.isOpen()) {
                writes.take().run();
                queue.awake();
                for (ByteBuffer next; (next = queue.next()) != null; ) {
                    while (next.hasRemaining()) {
                        channel.write(next);
                    }
                }
                drained.run();
                if (closing) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void send(byte[] packet) {
        if (closing) {
            return;
        }
        if (queue.add(packet) > BUFFER_BYTES) {
            end();
        } else if (queue.mustWake()) {
            writes.add(() -> {});
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
        writes.add(() -> {});
    }

    private void end() {
        closing = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
        writes.add(() -> {});
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
