package dev.titan.server.tls;

import java.io.IOException;

/** The certificate or the key cannot be used as configured. The message names the file and says what to do; it holds no secret. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
