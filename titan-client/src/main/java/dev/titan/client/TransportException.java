package dev.titan.client;

import org.jspecify.annotations.Nullable;

/** The call could not be brought to the server, or not its answer back. 502. */
public class TransportException extends NetronException {
    /** For what a server has said. */
    public TransportException(RemoteError error) {
        super(error);
    }

    TransportException(String message, @Nullable Throwable cause) {
        this("TransportError", 502, message, cause);
    }

    TransportException(String name, int code, String message, @Nullable Throwable cause) {
        super(name, code, message, cause);
    }
}
