package dev.titan.server;

/** What the process of a server.jar tells its caller when it ends; the same numbers as the command line's. */
final class ExitCode {
    /** Stopped as asked, nothing lost. */
    static final int OK = 0;

    /** The configuration or the app has a fault. */
    static final int FAILURE = 1;

    /** An unknown flag, or a value that a flag does not allow. */
    static final int USAGE = 2;

    /** The machine is in the way: a port in use, no native library. */
    static final int ENVIRONMENT = 3;

    /** Titan itself has a fault. */
    static final int BUG = 70;

    /** Ended by SIGINT before everything was finished (128 + 2), as shells count. */
    static final int INTERRUPTED = 130;

    /** Ended by SIGTERM before everything was finished (128 + 15). */
    static final int TERMINATED = 143;

    private ExitCode() {}
}
