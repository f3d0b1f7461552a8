package dev.titan.client;

import org.jspecify.annotations.Nullable;

/** 503: the connection ended while the call was under way. Whether the method has run is not known. */
public class TransportLostException extends TransportException {
    /** For what a server has said. */
    public TransportLostException(RemoteError error) {
        super(error);
    }

    TransportLostException(String message, @Nullable Throwable cause) {
        super("TransportLostError", 503, message, cause);
    }
}
