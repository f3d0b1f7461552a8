package dev.titan.runtime;

/** The connection of a socket, as the server gives it. Safe for use by many threads; nothing of it blocks. */
public interface SocketLink {
    /** Sends text. The array must not change afterwards. @return false when the connection is closing or closed, or closes now since the client is too slow */
    boolean sendText(byte[] utf8);

    /** Sends bytes, as {@link #sendText} does. */
    boolean sendBinary(byte[] message);

    /** Closes after what was sent before. Only the first call counts. */
    void close(int code, String reason);

    /** Bytes that wait to be sent. */
    long buffered();

    /** Whether so much waits to be sent that who sends had better wait. */
    boolean crowded();

    /** @param task runs, on any thread, whenever all has been sent, or the connection is gone */
    void onDrained(Runnable task);

    /** Receives no more until {@link #resume}. */
    void pause();

    void resume();
}
