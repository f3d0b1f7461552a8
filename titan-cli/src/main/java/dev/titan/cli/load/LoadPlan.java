package dev.titan.cli.load;

import java.time.Duration;

/**
 * How hard and for how long a server is loaded. Immutable.
 *
 * @param connections kept open, each with one request under way at a time; 1 or more
 * @param threads that send and receive; 1 to the number of connections
 * @param warmUp for how long requests are sent before anything counts; may be zero
 * @param measured for how long what is answered counts; more than zero
 */
public record LoadPlan(int connections, int threads, Duration warmUp, Duration measured) {}
