package dev.titan.runtime;

import java.util.concurrent.ScheduledExecutorService;

/**
 * What all workers of a runtime have in common. Safe for use by many threads.
 *
 * @param scheduler keeps the time of timers
 * @param files reads what lies on disk
 */
record Shared(RuntimeConfig config, RuntimeListener listener, ScheduledExecutorService scheduler, FileReads files) {}
