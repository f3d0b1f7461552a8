package dev.titan.server.hygiene;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/** Whether bytes have moved on a connection of late. The flag may be set by any thread, all else belongs to the connection's I/O thread. */
final class Movement {
    private final WeakReference<StreamConnection> connection;
    private volatile boolean moved = true;
    private int restfulTicks;

    Movement(StreamConnection connection) {
        this.connection = new WeakReference<>(connection);
    }

    /** The connection, or null when it is gone. */
    @Nullable
    StreamConnection connection() {
        return connection.get();
    }

    /** Takes note of the result of a read or a write, and gives it back. */
    long note(long bytes) {
        if (bytes > 0 && !moved) {
            moved = true;
        }
        return bytes;
    }

    /** Ticks since bytes last moved; called once a tick. */
    int tick() {
        restfulTicks = moved ? 0 : restfulTicks + 1;
        moved = false;
        return restfulTicks;
    }
}
