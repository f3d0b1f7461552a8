package dev.titan.server.netron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class UnixListenerTest {
    @TempDir
    Path folder;

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s")));
    }

    @Test
    void aHundredClientsWaitToBeAccepted() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<SocketChannel> clients = new CopyOnWriteArrayList<>();
        UnixListener listener = new UnixListener(folder.resolve("s"), 120, client -> await(gate));
        try {
            FutureTask<Integer> all = new FutureTask<>(() -> {
                while (clients.size() < 100) {
                    clients.add(connect());
                }
                return clients.size();
            });
            Thread thread = new Thread(all);
            thread.setDaemon(true);
            thread.start();
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertEquals(100, clients.size(), "connected; the next waits");
        } finally {
            gate.countDown();
            listener.close();
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aClientThatCannotBeServedIsClosedAndTheNextIsServed() throws Exception {
        BlockingQueue<SocketChannel> served = new LinkedBlockingQueue<>();
        AtomicInteger count = new AtomicInteger();
        UnixListener listener = new UnixListener(folder.resolve("s"), 120, client -> {
            switch (count.getAndIncrement()) {
                case 0 -> throw new OutOfMemoryError("unable to create native thread");
                case 1 -> throw new IllegalStateException("no");
                default -> served.add(client);
            }
        });
        try (SocketChannel first = connect();
                SocketChannel second = connect();
                SocketChannel third = connect()) {
            assertEquals(-1, first.read(ByteBuffer.allocate(1)));
            assertEquals(-1, second.read(ByteBuffer.allocate(1)));
            SocketChannel other = served.poll(30, TimeUnit.SECONDS);
            assertNotNull(other, "the third was not handed over within half a minute");
            other.close();
            assertEquals(-1, third.read(ByteBuffer.allocate(1)));
        } finally {
            listener.close();
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
