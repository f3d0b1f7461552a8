package dev.titan.server.netron;

import dev.titan.config.NetronConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** Takes packets by TCP and by a Unix socket, as far as the configuration says so. */
final class PacketListeners {
    private static final Logger LOG = LoggerFactory.getLogger(PacketListeners.class);
    private static final int BACKLOG = 1024;

    private final Connections connections;
    private @Nullable AcceptingChannel<StreamConnection> tcp;
    private @Nullable ServerSocketChannel unix;
    private @Nullable Path socketFile;

    PacketListeners(Connections connections) {
        this.connections = connections;
    }

    /** @throws IOException when the port or the path cannot be had */
    void open(XnioWorker worker, String host, NetronConfig config) throws IOException {
        if (config.tcp() > 0) {
            OptionMap options = OptionMap.builder()
                    .set(Options.TCP_NODELAY, true)
                    .set(Options.REUSE_ADDRESSES, true)
                    .set(Options.BACKLOG, BACKLOG)
                    .getMap();
            AcceptingChannel<StreamConnection> listening = worker.createStreamConnectionServer(
                    new InetSocketAddress(host, config.tcp()),
                    ChannelListeners.openListenerAdapter(this::acceptTcp),
                    options);
            tcp = listening;
            listening.resumeAccepts();
        }
        String path = config.unix();
        if (path != null) {
            socketFile = Path.of(path);
            Files.deleteIfExists(socketFile);
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            unix = listening;
            listening.bind(UnixDomainSocketAddress.of(path));
            Thread thread = new Thread(() -> acceptUnix(listening), "titan-netron-accept");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void acceptTcp(StreamConnection accepted) {
        TcpLink link = new TcpLink(accepted);
        String ip =
                accepted.getPeerAddress(InetSocketAddress.class).getAddress().getHostAddress();
        NetronConnection connection = connections.make(link, ip, name(), "");
        link.begin(connection::receive, connection::endOfInput, () -> connections.remove(connection));
        connections.add(connection);
    }

    private void acceptUnix(ServerSocketChannel listening) {
        while (listening.isOpen()) {
            try {
                SocketChannel accepted = listening.accept();
                UnixLink link = new UnixLink(accepted);
                NetronConnection connection = connections.make(link, "unix", name(), "");
                connections.add(connection);
                link.begin(connection::receive, connection::endOfInput, () -> connections.remove(connection));
            } catch (IOException e) {
                if (listening.isOpen()) {
                    LOG.error("A client of the Unix socket could not be accepted", e);
                }
            }
        }
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    /** Accepts no more; the connections that there are go on. */
    void close() {
        IoUtils.safeClose(tcp);
        IoUtils.safeClose(unix);
        Path file = socketFile;
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("The socket {} could not be deleted: {}", file, e.getMessage());
            }
        }
    }
}
