package dev.titan.client;

/** 403: the caller may not do this. */
public class PermissionException extends NetronException {
    /** For what a server has said. */
    public PermissionException(RemoteError error) {
        super(error);
    }
}
