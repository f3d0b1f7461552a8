package dev.titan.server;

/** Is told of each request of a server that is over, whoever answered it. Called on the server's threads: must be quick, must not throw. */
public interface RequestListener {
    /** The answer has been sent, or the client is gone. */
    void ended(EndedRequest request);
}
