package dev.titan.cli;

/** What the process tells its caller when it ends. */
final class ExitCode {
    /** Everything asked for was done. */
    static final int OK = 0;

    /** The app has a fault, or what was asked for failed. */
    static final int FAILURE = 1;

    /** The command line makes no sense: an unknown command or flag, a value that a flag does not allow. */
    static final int USAGE = 2;

    /** The machine lacks something or is in the way: a port in use, no compiler, no native library. */
    static final int ENVIRONMENT = 3;

    /** Titan itself has a fault. */
    static final int BUG = 70;

    /** Ended by SIGINT (128 + 2), as shells count. */
    static final int INTERRUPTED = 130;

    /** Ended by SIGTERM (128 + 15). */
    static final int TERMINATED = 143;

    private ExitCode() {}
}
