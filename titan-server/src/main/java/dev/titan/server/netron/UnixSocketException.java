package dev.titan.server.netron;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The path of {@code netron.unix} cannot be had. Its message is one line for the one who started the server. */
public final class UnixSocketException extends IOException {
    private static final long serialVersionUID = 1;

    UnixSocketException(Path file, String why, @Nullable Throwable cause) {
        super("The Unix socket " + file + " cannot be opened: " + why + "; give another with netron.unix", cause);
    }
}
