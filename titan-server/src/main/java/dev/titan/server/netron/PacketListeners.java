package dev.titan.server.netron;

import dev.titan.config.NetronConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** Takes packets by TCP and by a Unix socket, as far as the configuration says so. */
final class PacketListeners {
    private static final int BACKLOG = 1024;

    private final Connections connections;
    private @Nullable AcceptingChannel<StreamConnection> tcp;
    private @Nullable UnixListener unix;

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
            unix = new UnixListener(Path.of(path), BACKLOG, this::acceptUnix);
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

    private void acceptUnix(SocketChannel accepted) {
        UnixLink link = new UnixLink(accepted);
        NetronConnection connection = connections.make(link, "unix", name(), "");
        connections.add(connection);
        try {
            link.begin(connection::receive, connection::endOfInput, () -> connections.remove(connection));
        } catch (RuntimeException | OutOfMemoryError e) {
            link.end();
            connections.remove(connection);
            throw e;
        }
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    /** Accepts no more; the connections that there are go on. */
    void close() {
        IoUtils.safeClose(tcp);
        IoUtils.safeClose(unix);
    }
}
