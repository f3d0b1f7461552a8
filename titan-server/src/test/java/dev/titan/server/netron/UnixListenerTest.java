package dev.titan.server.netron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.xnio.IoUtils;

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

    @Test
    void aServerThatStopsLeavesThePathToTheOneThatHasIt() throws Exception {
        Path file = folder.resolve("s");
        BlockingQueue<SocketChannel> served = new LinkedBlockingQueue<>();
        UnixListener first = new UnixListener(file, 10, IoUtils::safeClose);
        Files.delete(file);
        UnixListener second = new UnixListener(file, 10, served::add);
        try {
            first.close();
            assertServes(served);
        } finally {
            second.close();
        }
        assertFalse(Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whoListensKeepsItsPathHoweverManyClientsWait() throws Exception {
        Path file = folder.resolve("s");
        List<SocketChannel> clients = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(file), 2);
            assertTaken(file, "another server listens there");
            // Until no more may wait.
            assertThrows(SocketException.class, () -> {
                for (; ; ) {
                    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                    clients.add(client);
                    client.configureBlocking(false);
                    client.connect(UnixDomainSocketAddress.of(file));
                }
            });
            assertTaken(file, "another server listens there");
            assertNotNull(server.accept());
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aSocketThatWasLeftBehindIsReplaced() throws Exception {
        Path file = folder.resolve("s");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(file));
        }
        BlockingQueue<SocketChannel> served = new LinkedBlockingQueue<>();
        UnixListener listener = new UnixListener(file, 10, served::add);
        try {
            assertServes(served);
        } finally {
            listener.close();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("s"), "precious");
        assertTaken(file, "there is something else that is no socket");
        assertEquals("precious", Files.readString(file));
    }

    private void assertServes(BlockingQueue<SocketChannel> served) throws Exception {
        SocketChannel client = connect();
        SocketChannel other = served.poll(60, TimeUnit.SECONDS);
        client.close();
        assertNotNull(other, "no client after a minute");
        other.close();
    }

    private static void assertTaken(Path file, String why) {
        UnixSocketException e =
                assertThrows(UnixSocketException.class, () -> new UnixListener(file, 10, IoUtils::safeClose));
        assertEquals(
                "The Unix socket " + file + " cannot be opened: " + why + "; give another with netron.unix",
                e.getMessage());
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
