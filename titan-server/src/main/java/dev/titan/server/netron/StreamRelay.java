package dev.titan.server.netron;

import dev.titan.host.BytePipe;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends the packets of a stream as its code writes them. Those of a client that gives credit wait when the connection is slow; any other client is cut off once too much waits for it. Safe for use by many threads. */
final class StreamRelay implements Runnable {
    private static final int LENGTH_BYTES = 4;

    private final NetronConnection connection;
    private final PacketCall call;
    private final BytePipe pipe;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean again;
    private boolean over;

    StreamRelay(NetronConnection connection, PacketCall call, BytePipe pipe) {
        this.connection = connection;
        this.call = call;
        this.pipe = pipe;
    }

    void begin() {
        pipe.onChange(this);
        run();
    }

    /** The stream ends here: nobody reads it any more. */
    void cancel() {
        pipe.cancel();
    }

    /** There is something to send, or room for it. */
    @Override
    public void run() {
        again = true;
        while (again && busy.compareAndSet(false, true)) {
            again = false;
            relay();
            busy.set(false);
        }
    }

    private void relay() {
        while (!over && connection.takesMore()) {
            byte[] packets = pipe.poll();
            if (packets != null) {
                send(packets);
            } else {
                RuntimeException failure = pipe.failure();
                if (failure != null && !pipe.isCancelled()) {
                    // Its code was ended, or its worker is gone: nothing of it tells the reader.
                    connection.send(call.streamError(connection.nextId(), WireError.lost(failure.getMessage())));
                }
                if (failure != null || pipe.isDrained() || pipe.isCancelled()) {
                    over = true;
                    connection.streamed(call);
                }
                return;
            }
        }
    }

    private void send(byte[] packets) {
        for (int at = 0; at < packets.length; ) {
            int length = PacketType.u32(packets, at);
            at += LENGTH_BYTES;
            byte[] packet = java.util.Arrays.copyOfRange(packets, at, at + length);
            if (PacketType.u32(packet, 0) == 0) {
                PacketType.putU32(packet, 0, connection.nextId());
            }
            connection.send(packet);
            at += length;
        }
    }
}
