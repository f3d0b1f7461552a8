package dev.titan.client;

/** 404: the service has no such method for this caller. */
public class MethodNotFoundException extends NetronException {
    /** For what a server has said. */
    public MethodNotFoundException(RemoteError error) {
        super(error);
    }
}
