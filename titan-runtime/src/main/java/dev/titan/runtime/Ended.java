package dev.titan.runtime;

/**
 * Code whose execution was ended at a limit. Immutable.
 *
 * @param number of the invocation that it belongs to, 0 if there is none; the host may not know it any more
 * @param called what a client of services has called, {@code users@1.0.0.findById}; empty where it is no such code
 * @param unowned what the log calls it if nobody waits for it; empty where somebody else tells of it
 */
record Ended(int number, String called, String unowned) {}
