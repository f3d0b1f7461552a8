package dev.titan.server.netron;

/** What carries the packets of one connection. Safe for use by many threads. */
interface Link {
    /** Bytes of one packet. */
    int MOST_BYTES = 16 << 20;

    /** Bytes that may wait to be sent to a client that does not read; beyond it the next packet cuts the client off. */
    long BUFFER_BYTES = 8 << 20;

    /** Sends a packet, whole and after those before it; the array must not change afterwards. A client that does not read what it is sent is cut off. */
    void send(byte[] packet);

    /** Whether less waits to be sent than who sends much should let wait. */
    boolean hasRoom();

    /** @param task runs, on any thread, whenever all has been sent, or the connection is gone */
    void onDrained(Runnable task);

    /**
     * Closes after what was sent before.
     *
     * @param code of a WebSocket's close frame
     */
    void close(int code, String reason);

    /** Runs a task on the thread that hands over what comes. */
    void execute(Runnable task);

    /** The number of the I/O thread that hands over what comes; -1 when it is none. */
    int thread();
}
