package dev.titan.runtime;

/**
 * Where the time of an invocation went, nanoseconds.
 *
 * @param queued from its arrival until a worker took it
 * @param run in JavaScript, all slices
 * @param suspended between slices
 */
public record Timings(long queued, long run, long suspended) {}
