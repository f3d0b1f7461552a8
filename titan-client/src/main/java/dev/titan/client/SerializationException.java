package dev.titan.client;

import org.jspecify.annotations.Nullable;

/** A value that cannot be sent, bytes that are none, or a result that does not fit the type that was asked for. */
public class SerializationException extends NetronException {
    /** For what a server has said. */
    public SerializationException(RemoteError error) {
        super(error);
    }

    SerializationException(String message) {
        this(message, null);
    }

    SerializationException(String message, @Nullable Throwable cause) {
        super("SerializationError", 400, message, cause);
    }
}
