package dev.titan.model;

/** What a process of ours, the command line or a server.jar, tells its caller when it ends. */
public final class ExitCode {
    /** Everything asked for was done; of a server: stopped as asked, nothing lost. */
    public static final int OK = 0;

    /** The app or its configuration has a fault, or what was asked for failed. */
    public static final int FAILURE = 1;

    /** The command line makes no sense: an unknown command or flag, a value that a flag does not allow. */
    public static final int USAGE = 2;

    /** The machine lacks something or is in the way: a port in use, no compiler, no native library, a database that cannot be reached. */
    public static final int ENVIRONMENT = 3;

    /** Titan itself has a fault. */
    public static final int BUG = 70;

    /** Ended by SIGINT (128 + 2), as shells count; of a server: before everything was finished. */
    public static final int INTERRUPTED = 130;

    /** Ended by SIGTERM (128 + 15) before everything was finished. */
    public static final int TERMINATED = 143;

    private ExitCode() {}
}
