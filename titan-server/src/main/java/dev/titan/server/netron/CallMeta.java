package dev.titan.server.netron;

import dev.titan.runtime.ServiceCall;
import dev.titan.server.netron.PackReader.MalformedException;

/** What a client has said of the call that it sends next: how long it waits, and the trace that the call belongs to. Confined to one thread. */
final class CallMeta {
    private int id;
    private long millis = -1;
    private String trace = "";

    /**
     * Reads the value of a packet.
     *
     * @param of the id of the call
     */
    void read(int of, PackReader value) throws MalformedException {
        id = of;
        long members = value.array();
        millis = members > 0 ? value.integer() : -1;
        String given = members > 1 ? value.text() : null;
        trace = given == null ? "" : given;
    }

    /** Whether it is of the call of this id. */
    boolean isOf(int call) {
        return millis >= 0 && id == call;
    }

    /** As {@code traceparent} has it; empty for none. */
    String trace() {
        return trace;
    }

    /** Tells the call. It is of no other. */
    void tell(ServiceCall call) {
        call.limit(millis);
        call.trace(trace);
        millis = -1;
    }
}
