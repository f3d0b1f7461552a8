package dev.titan.client;

import java.time.Duration;
import java.util.Random;

/**
 * How long to wait before the next attempt: half of 0.1 s, doubled with each, at most 10 s, and up to as much again by chance, so that
 * the clients of a server that went away do not all come back at once. Confined to whoever holds it.
 */
final class Backoff {
    private static final long FIRST = 50;
    private static final long MOST = 10_000;

    private final Random random;
    private int attempts;

    Backoff(Random random) {
        this.random = random;
    }

    Duration next() {
        long half = Math.min(MOST / 2, FIRST << Math.min(attempts++, 10));
        return Duration.ofMillis(half + (long) (random.nextDouble() * half));
    }

    void reset() {
        attempts = 0;
    }
}
