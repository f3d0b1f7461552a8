package dev.titan.server.netron;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Holds back the calls of a connection that come behind one of {@code authenticate} until that has its answer: they carry the token which it shows. Safe for use by many threads. */
final class TokenGate {
    private final Queue<PacketCall> held = new ArrayDeque<>();
    private @Nullable PacketCall showing;

    /** A call has come. @return whether it is held back */
    synchronized boolean holds(PacketCall call) {
        if (showing != null) {
            held.add(call);
            return true;
        }
        if (call.showsToken()) {
            showing = call;
        }
        return false;
    }

    /** A call has its answer. @return those that may go on now, in the order in which they came */
    synchronized List<PacketCall> answered(PacketCall call) {
        if (call != showing) {
            return List.of();
        }
        showing = null;
        List<PacketCall> released = new ArrayList<>();
        for (PacketCall next; showing == null && (next = held.poll()) != null; ) {
            if (next.showsToken()) {
                showing = next;
            }
            released.add(next);
        }
        return released;
    }
}
