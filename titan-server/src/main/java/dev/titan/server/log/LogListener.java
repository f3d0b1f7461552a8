package dev.titan.server.log;

/** Is told of each line of the log, as it is written. Called on whatever thread logs: must be quick, must not log, must not throw. */
public interface LogListener {
    /** A line has been logged. */
    void logged(LogEntry entry);
}
