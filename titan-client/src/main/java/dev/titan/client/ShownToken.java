package dev.titan.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token that a connection shows: when it is to be shown anew, and whether what is given then is news. Safe for use by many threads. */
final class ShownToken {
    /** How long before its end a token is renewed: time for a call to reach the server. */
    private static final long MOST_AHEAD_MILLIS = 10_000;
    /** But no sooner than in the last fifth of its time. */
    private static final int PART = 5;

    private final @Nullable Supplier<@Nullable String> source;
    private final boolean renewable;
    private @Nullable String shown;
    private long from = System.nanoTime();
    private long forNanos = Long.MAX_VALUE;
    private boolean refused;

    /** @param renewable whether the source may give another the next time */
    ShownToken(@Nullable Supplier<@Nullable String> source, boolean renewable) {
        this.source = source;
        this.renewable = renewable;
    }

    /** Whether the source is to be asked before the next call. */
    synchronized boolean isStale() {
        return renewable && (refused || System.nanoTime() - from >= forNanos);
    }

    /** A call was refused for want of a better one. */
    synchronized void refused() {
        refused = true;
    }

    /** Asks the source, on a thread that may block. @return what is to be shown, empty where that is nothing, or nothing new; fails with a {@link TitanException} */
    CompletableFuture<Optional<String>> next() {
        Supplier<@Nullable String> asked = source;
        if (asked == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        synchronized (this) {
            refused = false;
            forNanos = Long.MAX_VALUE;
        }
        if (!renewable) {
            return CompletableFuture.completedFuture(news(asked.get()));
        }
        return CompletableFuture.supplyAsync(() -> news(asked.get())).exceptionally(failure -> {
            throw failure instanceof CompletionException && failure.getCause() instanceof TitanException known
                    ? known
                    : new TransportException("the token cannot be had: " + failure, failure);
        });
    }

    private synchronized Optional<String> news(@Nullable String given) {
        return given == null || given.equals(shown) ? Optional.empty() : Optional.of(given);
    }

    /**
     * The server has accepted it.
     *
     * @param answer of {@code authenticate}
     */
    synchronized void accepted(String token, @Nullable Object answer) {
        shown = token;
        from = System.nanoTime();
        if (answer instanceof Map<?, ?> told && told.get("expiresIn") instanceof Number millis) {
            long ahead = Math.min(MOST_AHEAD_MILLIS, millis.longValue() / PART);
            forNanos = TimeUnit.MILLISECONDS.toNanos(millis.longValue() - ahead);
        } else {
            forNanos = Long.MAX_VALUE;
        }
    }
}
