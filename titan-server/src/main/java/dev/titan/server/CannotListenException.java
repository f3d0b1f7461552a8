package dev.titan.server;

import java.io.IOException;

/** The server cannot listen where it is told to. Its message is one line for the one who started it: what is wrong and what to do. */
public final class CannotListenException extends IOException {
    private static final long serialVersionUID = 1;

    CannotListenException(String message, IOException cause) {
        super(message, cause);
    }
}
