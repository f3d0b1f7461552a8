package dev.titan.host.cache;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A value that is being made, and who waits for it. Closed by whoever makes it, or with the invocation that does. Safe for use by many threads. */
final class Flight implements AutoCloseable {
    private final Flights all;
    private final String key;
    private final long began = System.nanoTime();
    private final CompletableFuture<@Nullable Object> landed = new CompletableFuture<>();
    private volatile boolean outdated;

    Flight(Flights all, String key) {
        this.all = all;
        this.key = key;
    }

    String key() {
        return key;
    }

    /** When it began, by {@link System#nanoTime}. */
    long began() {
        return began;
    }

    /** What is made was changed meanwhile: it is for those who wait, and not to be kept. */
    void outdate() {
        outdated = true;
    }

    boolean isOutdated() {
        return outdated;
    }

    /** Completes with what those who wait are told; with null when they have to see to it themselves. */
    CompletableFuture<@Nullable Object> landed() {
        return landed;
    }

    /** Tells those who wait. */
    void land(@Nullable Object outcome) {
        all.remove(this);
        landed.complete(outcome);
    }

    /** It was given up, unless it has landed. */
    @Override
    public void close() {
        land(null);
    }
}
