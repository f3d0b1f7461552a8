package dev.titan.server.netron;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The path of a Unix socket that listens, and the file there: one server's alone. Immutable. */
final class UnixPath {
    private static final Logger LOG = LoggerFactory.getLogger(UnixPath.class);

    private final Path file;

    /** What the file was known by when it was made; null where the system knows no such thing. */
    private final @Nullable Object key;

    private UnixPath(Path file, @Nullable Object key) {
        this.file = file;
        this.key = key;
    }

    /**
     * Has a socket listen. The file of a server that has ended without deleting it is replaced, anything else is left alone.
     *
     * @param backlog how many clients may wait to be accepted
     * @throws UnixSocketException when the path cannot be had
     */
    static UnixPath bind(ServerSocketChannel socket, Path file, int backlog) throws UnixSocketException {
        try {
            BasicFileAttributes there = look(file);
            if (there != null && !there.isOther()) {
                throw new UnixSocketException(file, "there is something else that is no socket", null);
            }
            if (there != null && isListening(file)) {
                throw new UnixSocketException(file, "another server listens there", null);
            }
            Files.deleteIfExists(file);
            socket.bind(UnixDomainSocketAddress.of(file), backlog);
            BasicFileAttributes own = look(file);
            return new UnixPath(file, own == null ? null : own.fileKey());
        } catch (UnixSocketException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            throw new UnixSocketException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable BasicFileAttributes look(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static boolean isListening(Path file) throws IOException {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Not to wait where as many clients wait as may.
            client.configureBlocking(false);
            client.connect(UnixDomainSocketAddress.of(file));
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (SocketException e) {
            // Somebody is there, who has no room for another client (EAGAIN) or does not want this one (EACCES).
            return true;
        }
    }

    /** Deletes the file, unless it is another server's by now. To be called while the socket is open: no other file gets the key of its own so long. */
    void release() {
        try {
            BasicFileAttributes there = look(file);
            if (there != null && Objects.equals(there.fileKey(), key)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("The socket {} could not be deleted: {}", file, e.getMessage());
        }
    }
}
