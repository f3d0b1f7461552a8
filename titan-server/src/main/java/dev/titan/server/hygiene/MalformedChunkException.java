package dev.titan.server.hygiene;

import java.io.IOException;

/** A chunked body is not framed as RFC 9112, section 7.1, demands. It has no stack trace, since clients cause it. */
final class MalformedChunkException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedChunkException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
