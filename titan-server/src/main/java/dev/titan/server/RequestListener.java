package dev.titan.server;

import dev.titan.runtime.Invocation;
import java.util.List;

/** Is told of each request of a server. Called on the server's threads: must be quick, must not throw. */
public interface RequestListener {
    /** One that tells all of these, in their order. */
    static RequestListener all(RequestListener... listeners) {
        List<RequestListener> each = List.of(listeners);
        return new RequestListener() {
            @Override
            public void called(Invocation invocation) {
                each.forEach(listener -> listener.called(invocation));
            }

            @Override
            public void ended(EndedRequest request) {
                each.forEach(listener -> listener.ended(request));
            }
        };
    }

    /** A request's action is about to be called. */
    default void called(Invocation invocation) {}

    /** The request is over, whoever answered it: the answer has been sent, or the client is gone. */
    void ended(EndedRequest request);
}
