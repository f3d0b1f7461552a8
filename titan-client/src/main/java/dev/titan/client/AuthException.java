package dev.titan.client;

/** 401: the call needs a valid token. */
public class AuthException extends NetronException {
    /** For what a server has said. */
    public AuthException(RemoteError error) {
        super(error);
    }
}
