package dev.titan.runtime;

/**
 * Who calls services: a connection, or one request by HTTP. Called on workers' threads: must neither block nor throw.
 */
public interface ServiceCaller {
    /**
     * What the code that serves the calls gets to know, four lines: the id that the client has given itself, its address, its bearer token (each may be empty), and {@code 1} if it gives credit
     * for streams, or for HTTP {@code json} or {@code msgpack}. None of them has a line break.
     */
    String head();

    /** The number of a stream that a call begins to answer with. */
    int openStream(ServiceCall call);

    /** The client has shown who it is: calls after this carry the token. */
    void keepToken(String token);

    /** A call has failed and may be made again in so many seconds, which its response says beside the error where the transport has a place for it. Before it is answered. */
    void retryAfter(ServiceCall call, long seconds);
}
