package dev.titan.server.netron;

import dev.titan.runtime.ServiceCall;
import dev.titan.server.netron.PackReader.MalformedException;

/** What a client has said of the call that it sends next: how long it waits, and the trace that the call belongs to. Confined to one thread. */
final class CallMeta {
    private boolean isKnown;
    private int id;
    /** As the client has sent it: not more than 0 when its time was over before. */
    private long millis;

    private String trace = "";

    /**
     * Reads the value of a packet.
     *
     * @param of the id of the call
     */
    void read(int of, PackReader value) throws MalformedException {
        isKnown = false;
        long members = value.array();
        if (members == 0) {
            return;
        }
        id = of;
        millis = value.integer();
        isKnown = true;
        String given = members > 1 ? value.text() : null;
        trace = given == null ? "" : given;
    }

    /** Whether it is of the call of this id. */
    boolean isOf(int call) {
        return isKnown && id == call;
    }

    /** Whether nobody waits for that call any more. Then it is of no other. */
    boolean isOver() {
        isKnown &= millis > 0;
        return !isKnown;
    }

    /** As {@code traceparent} has it; empty for none. */
    String trace() {
        return trace;
    }

    /** Tells the call. It is of no other. */
    void tell(ServiceCall call) {
        call.limit(millis);
        call.trace(trace);
        isKnown = false;
    }
}
