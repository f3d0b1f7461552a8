package dev.titan.inspector;

/** The debugger's end of a connection. Called on the worker's thread, also while that is paused: must not block. */
public interface InspectorClient {
    /** A response or an event of the Chrome DevTools Protocol, JSON. */
    void receive(String message);

    /** The worker has gone; nothing follows. */
    void closed();
}
