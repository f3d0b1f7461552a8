package dev.titan.host.cache;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where values are kept. Safe for use by many threads; no call blocks. */
interface CacheStore extends AutoCloseable {
    /** The value, null when there is none or it cannot be had now. */
    CompletionStage<@Nullable String> get(String key);

    /** @param ttlMs for how many milliseconds; 0 is without end */
    CompletionStage<Void> set(String key, String value, long ttlMs, List<String> tags);

    /** Milliseconds that are left to the value, -1 when there is no end to them, null when there is no value. */
    CompletionStage<@Nullable Long> ttl(String key);

    /** @return whether there was a value */
    CompletionStage<Boolean> delete(String key);

    /** Removes all that were kept with one of these tags. @return how many */
    CompletionStage<Long> invalidate(List<String> tags);

    /** Removes all. */
    CompletionStage<Void> clear();

    @Override
    default void close() {}
}
