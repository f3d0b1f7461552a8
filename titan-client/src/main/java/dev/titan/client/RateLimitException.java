package dev.titan.client;

/** 429: too many calls; {@link #details()} may say when to try again. */
public class RateLimitException extends NetronException {
    /** For what a server has said. */
    public RateLimitException(RemoteError error) {
        super(error);
    }
}
