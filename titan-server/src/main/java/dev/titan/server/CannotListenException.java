package dev.titan.server;

import dev.titan.server.netron.UnixSocketException;
import java.io.IOException;
import java.net.SocketException;

/** The server cannot listen where it is told to. Its message is one line for the one who started it: what is wrong and what to do. */
public final class CannotListenException extends IOException {
    private static final long serialVersionUID = 1;

    private CannotListenException(String message, IOException cause) {
        super(message, cause);
    }

    /**
     * What the system says, in our words.
     *
     * @param portSetting what sets the port, for example {@code --port or PORT}
     */
    public static CannotListenException of(String host, int port, String portSetting, SocketException cause) {
        return new CannotListenException(message(host, port, portSetting, String.valueOf(cause.getMessage())), cause);
    }

    static CannotListenException of(UnixSocketException cause) {
        return new CannotListenException(String.valueOf(cause.getMessage()), cause);
    }

    private static String message(String host, int port, String portSetting, String reason) {
        if (reason.contains("in use")) {
            return "Port " + port + " is in use on " + host + "; give another with " + portSetting;
        }
        if (reason.contains("ermission")) {
            return "Port " + port + " may not be used by this user; give one above 1023 with " + portSetting;
        }
        if (reason.contains("Unresolved")) {
            return "There is no address for the host " + host + "; give another with --host or HOST";
        }
        return "The address " + host + " is none of this machine's; give another with --host or HOST";
    }
}
