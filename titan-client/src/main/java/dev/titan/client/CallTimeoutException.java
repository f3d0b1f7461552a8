package dev.titan.client;

/** 408: no result within the deadline. Whether the method has run is not known. */
public class CallTimeoutException extends NetronException {
    /** For what a server has said. */
    public CallTimeoutException(RemoteError error) {
        super(error);
    }

    CallTimeoutException(String message) {
        super("TimeoutError", 408, message, null);
    }
}
