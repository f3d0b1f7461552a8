package dev.titan.runtime;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often callers have called what may not be called too often: a bucket of tokens for each caller and method, shared by all workers. Safe for use by many threads.
 */
final class RateLimits {
    /** So many callers are told apart; beyond, those who have not called for long are forgotten. */
    private static final int MOST = 100_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** What is left of a caller's calls as of a moment. */
    private record Bucket(double left, long at, long windowNanos) {}

    /**
     * Takes note of a call.
     *
     * @param key caller and method
     * @param limit calls in a window
     * @param windowMs milliseconds
     * @param now by {@link System#nanoTime}
     * @return 0 if the call may be made, else in how many milliseconds the next may be
     */
    int take(String key, int limit, int windowMs, long now) {
        if (buckets.size() > MOST) {
            forget(now);
        }
        long window = windowMs * 1_000_000L;
        int[] wait = {0};
        buckets.compute(key, (same, bucket) -> {
            double left =
                    bucket == null ? limit : Math.min(limit, bucket.left + (double) (now - bucket.at) / window * limit);
            if (left >= 1) {
                return new Bucket(left - 1, now, window);
            }
            wait[0] = (int) Math.max(1, Math.ceil((1 - left) / limit * windowMs));
            return new Bucket(left, now, window);
        });
        return wait[0];
    }

    /** Forgets whose bucket is full again. */
    private void forget(long now) {
        for (Iterator<Bucket> all = buckets.values().iterator(); all.hasNext(); ) {
            Bucket bucket = all.next();
            if (now - bucket.at > bucket.windowNanos) {
                all.remove();
            }
        }
    }
}
