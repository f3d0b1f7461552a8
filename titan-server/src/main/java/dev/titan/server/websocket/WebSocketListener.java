package dev.titan.server.websocket;

/** What comes on a {@link WebSocketConnection}. Called on the connection's I/O thread: must be quick, must not throw. */
public interface WebSocketListener {
    /** A text message, whole. */
    void text(String message);

    /** A binary message, whole. The array is the listener's. */
    void binary(byte[] message);

    /**
     * A close frame has come: nothing follows it but {@link #closed}, once the connection is gone.
     *
     * @param code 1005 when it has none
     */
    default void closing(int code, String reason) {}

    /**
     * The connection is gone; called last, exactly once.
     *
     * @param code of the client's close frame, 1005 when it had none; without one, that of the server's; 1006 when neither was sent
     */
    void closed(int code, String reason);
}
