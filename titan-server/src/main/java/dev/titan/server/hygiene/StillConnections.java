package dev.titan.server.hygiene;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * Closes connections on which no byte has moved either way for a while, whatever was due: a TLS handshake, a client that does not read its answer, a peer
 * that has vanished, an idle HTTP/2 connection. Undertow's own time-outs cover the idle HTTP/1 connection and the unfinished head only.
 *
 * <p>There is no timer for each connection but one for each I/O thread, which looks at all connections of its thread four times in that while; so a
 * connection may live a quarter of it longer.
 */
public final class StillConnections {
    private static final int TICKS = 4;

    private final List<Watch> watches = new ArrayList<>();
    private final long tickMillis;

    /**
     * Makes a watch for each I/O thread of a worker.
     *
     * @param millis how long a connection may be still; longer than anything takes that is allowed to
     */
    public StillConnections(XnioWorker worker, long millis) {
        this.tickMillis = Math.max(1, millis / TICKS);
        for (int i = 0; i < worker.getIoThreadCount(); i++) {
            watches.add(new Watch(worker.getIoThread(i)));
        }
    }

    /** Watches the connections that another listener opens. */
    public ChannelListener<StreamConnection> watching(ChannelListener<? super StreamConnection> opening) {
        return connection -> {
            Movement movement = new Movement(connection);
            connection
                    .getSourceChannel()
                    .setConduit(new MovementSource(connection.getSourceChannel().getConduit(), movement));
            connection
                    .getSinkChannel()
                    .setConduit(new MovementSink(connection.getSinkChannel().getConduit(), movement));
            watches.get(connection.getIoThread().getNumber()).add(movement);
            opening.handleEvent(connection);
        };
    }

    /** The connections of one I/O thread. Confined to it. */
    private final class Watch implements Runnable {
        private final XnioIoThread thread;
        private final List<Movement> movements = new ArrayList<>();
        private boolean ticking;

        Watch(XnioIoThread thread) {
            this.thread = thread;
        }

        void add(Movement movement) {
            movements.add(movement);
            if (!ticking) {
                ticking = true;
                thread.executeAfter(this, tickMillis, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void run() {
            movements.removeIf(Watch::isOver);
            ticking = !movements.isEmpty();
            if (ticking) {
                thread.executeAfter(this, tickMillis, TimeUnit.MILLISECONDS);
            }
        }

        /** Whether a connection needs no more looking at, because it was closed, if only just now. */
        private static boolean isOver(Movement movement) {
            StreamConnection connection = movement.connection();
            if (connection == null || !connection.isOpen()) {
                return true;
            }
            boolean still = movement.tick() >= TICKS;
            if (still) {
                IoUtils.safeClose(connection);
            }
            return still;
        }
    }
}
