package dev.titan.host;

import java.util.concurrent.CompletableFuture;

/** Functions of the app that the host calls on its own. Safe for use by many threads. */
public interface AppHandlers {
    /** Is told which handlers of a kind there are. Called on any thread; must not block. */
    interface Listener {
        /**
         * The app has a handler, or has it with other options than before.
         *
         * @param options a JSON object, as the app's code gave it
         * @throws IllegalArgumentException when they make no sense; the app's code is told
         */
        void defined(String name, String options);

        /** No worker has it any more. */
        void gone(String name);
    }

    /** Has handlers of a kind told of: those that there are at once. To be called before the app is loaded. */
    void listen(String kind, Listener listener);

    /**
     * Calls a handler, on whichever worker is free.
     *
     * @return completes when it has ended; cancelling it has the handler told that it is given up
     */
    CompletableFuture<HandlerOutcome> call(HandlerCall call);

    /** Calls a handler on every worker of the process, without waiting for it. */
    void callEverywhere(HandlerCall call);
}
