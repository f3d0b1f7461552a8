package dev.titan.runtime;

import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.redis.Redis;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often callers have called what may not be called too often: a bucket of tokens for each caller and method, shared by all workers, and with Redis by all servers. Safe for use by many threads.
 */
final class RateLimits implements Operation {
    private static final Logger LOGGER = LoggerFactory.getLogger(RateLimits.class);

    /** Key: the bucket. Arguments: limit, window in milliseconds. The clock is that of Redis; a bucket that is full again is forgotten. */
    private static final String TAKE = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
            local known = redis.call('HMGET', KEYS[1], 'left', 'at')
            local left, wait = limit, 0
            if known[1] then left = math.min(limit, tonumber(known[1]) + (now - tonumber(known[2])) / window * limit) end
            if left >= 1 then left = left - 1 else wait = math.max(1, math.ceil((1 - left) / limit * window)) end
            redis.call('HSET', KEYS[1], 'left', string.format('%.6f', left), 'at', string.format('%.0f', now))
            redis.call('PEXPIRE', KEYS[1], window)
            return wait
            """;

    /** So many callers are told apart; beyond, those who have not called for long are forgotten. */
    private static final int MOST = 100_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final @Nullable Redis redis;

    /** @param redis what servers share, or null */
    RateLimits(@Nullable Redis redis) {
        this.redis = redis;
    }

    /** Whether a call has to be asked for by the operation, since other servers have a say. */
    boolean areShared() {
        return redis != null;
    }

    /** Arguments: as of {@link #take}. Settles with its result, of all servers together; while Redis is away, of this one. */
    @Override
    public CompletionStage<@Nullable Object> start(OperationCall call) {
        String key = call.text(0, "rate");
        int limit = (int) call.number(1, "rate");
        int windowMs = (int) call.number(2, "rate");
        if (redis == null) {
            return CompletableFuture.completedFuture(take(key, limit, windowMs, System.nanoTime()));
        }
        return redis.run(TAKE, List.of("rate:" + key), String.valueOf(limit), String.valueOf(windowMs))
                .handle((wait, error) -> {
                    if (error == null) {
                        return wait;
                    }
                    LOGGER.debug("calls are limited without Redis: {}", error.getMessage());
                    return take(key, limit, windowMs, System.nanoTime());
                });
    }

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
