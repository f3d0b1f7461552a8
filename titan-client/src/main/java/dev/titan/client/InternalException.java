package dev.titan.client;

/** 500: something failed at the server that is not meant for clients. The server's log has it, by the id in {@link #details()}. */
public class InternalException extends NetronException {
    /** For what a server has said. */
    public InternalException(RemoteError error) {
        super(error);
    }
}
