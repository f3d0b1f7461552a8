package dev.titan.client;

import org.jspecify.annotations.Nullable;

/** A call failed for a reason of its own: the service, its arguments, who calls, or the way there. */
public class NetronException extends TitanException {
    /** For what a server has said. */
    public NetronException(RemoteError error) {
        super(error);
    }

    NetronException(String name, int code, String message, @Nullable Throwable cause) {
        super(name, code, message, cause);
    }
}
