package dev.titan.server.netron;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Accepts clients of a Unix socket, on a thread of its own, until it is closed. What fails for one client ends nothing for those that come after. */
final class UnixListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnixListener.class);

    /** After a failure to accept, which would come again at once: that the process has no descriptors left, for example. */
    private static final long PAUSE_MS = 500;

    private final UnixPath path;
    private final ServerSocketChannel listening;

    /**
     * @param file the path; a socket that was left behind there is replaced
     * @param backlog how many clients may wait to be accepted; one more, if it does not block, is refused with EAGAIN
     * @throws UnixSocketException when the path cannot be had, since somebody else listens there for example
     */
    UnixListener(Path file, int backlog, Consumer<SocketChannel> clients) throws IOException {
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            path = UnixPath.bind(listening, file, backlog);
        } catch (IOException | RuntimeException e) {
            IoUtils.safeClose(listening);
            throw e;
        }
        Thread thread = new Thread(() -> acceptAll(clients), "titan-netron-accept");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll(Consumer<SocketChannel> clients) {
        try {
            while (listening.isOpen()) {
                SocketChannel client = accept();
                if (client != null) {
                    handOver(client, clients);
                } else if (listening.isOpen()) {
                    Thread.sleep(PAUSE_MS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable SocketChannel accept() {
        try {
            return listening.accept();
        } catch (IOException e) {
            if (listening.isOpen()) {
                LOG.error("A client of the Unix socket could not be accepted", e);
            }
            return null;
        }
    }

    private static void handOver(SocketChannel client, Consumer<SocketChannel> clients) {
        try {
            clients.accept(client);
        } catch (RuntimeException | OutOfMemoryError e) {
            // Each client has threads: there may be none left (unable to create native thread).
            IoUtils.safeClose(client);
            LOG.error("A client of the Unix socket could not be served", e);
        }
    }

    @Override
    public void close() {
        if (listening.isOpen()) {
            path.release();
            IoUtils.safeClose(listening);
        }
    }
}
