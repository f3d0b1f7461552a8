package dev.titan.server.endpoint;

/** What the client of a request waits for. Confined to the I/O thread of the exchange. */
public interface Awaited {
    /** Whether it still runs and somebody may wait for its answer, or for the rest of it. */
    boolean waits();

    /** Nobody does any more. */
    void cancel();
}
