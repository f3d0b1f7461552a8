package dev.titan.host.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Values in this process: what was not asked for of late goes first when there are too many, or they are too large together. */
final class LocalCache implements CacheStore {
    /** Of Java's objects around a value, roughly. */
    private static final int OVERHEAD = 200;

    private static final int FEW = 16;

    private final Cache<String, Entry> entries;
    private final Map<String, Set<Entry>> tagged = new ConcurrentHashMap<>();

    /**
     * @param most entries
     * @param bytes of all keys and values
     */
    LocalCache(int most, long bytes) {
        // One bound serves for both: no entry weighs less than its share.
        int least = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / most));
        entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String key, Entry entry) -> Math.max(least, entry.bytes()))
                .expireAfter(new Lifetime())
                .executor(Runnable::run)
                .evictionListener(this::removed)
                .build();
    }

    /** A value; each is only equal to itself. */
    private static final class Entry {
        final String key;
        final String value;
        final long ttlNanos;
        final List<String> tags;

        Entry(String key, String value, long ttlMs, List<String> tags) {
            this.key = key;
            this.value = value;
            this.ttlNanos = ttlMs == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(ttlMs);
            this.tags = tags;
        }

        int bytes() {
            return (int) Math.min(Integer.MAX_VALUE, 2L * key.length() + 2L * value.length() + OVERHEAD);
        }
    }

    private static final class Lifetime implements Expiry<String, Entry> {
        @Override
        public long expireAfterCreate(String key, Entry entry, long now) {
            return entry.ttlNanos;
        }

        @Override
        public long expireAfterUpdate(String key, Entry entry, long now, long left) {
            return entry.ttlNanos;
        }

        @Override
        public long expireAfterRead(String key, Entry entry, long now, long left) {
            return left;
        }
    }

    private void removed(@Nullable String key, @Nullable Entry entry, RemovalCause cause) {
        if (entry != null) {
            untag(entry);
        }
    }

    private void untag(Entry entry) {
        for (String tag : entry.tags) {
            tagged.computeIfPresent(tag, (name, set) -> {
                set.remove(entry);
                return set.isEmpty() ? null : set;
            });
        }
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        Entry entry = entries.getIfPresent(key);
        return CompletableFuture.completedFuture(entry == null ? null : entry.value);
    }

    @Override
    public CompletionStage<Void> set(String key, String value, long ttlMs, List<String> tags) {
        Entry entry = new Entry(key, value, ttlMs, tags);
        for (String tag : tags) {
            tagged.compute(tag, (name, set) -> {
                Set<Entry> all = set == null ? ConcurrentHashMap.newKeySet(FEW) : set;
                all.add(entry);
                return all;
            });
        }
        Entry before = entries.asMap().put(key, entry);
        if (before != null) {
            untag(before);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Long> ttl(String key) {
        Entry entry = entries.getIfPresent(key);
        if (entry == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (entry.ttlNanos == Long.MAX_VALUE) {
            return CompletableFuture.completedFuture(-1L);
        }
        long left = entries.policy()
                .expireVariably()
                .flatMap(policy -> policy.getExpiresAfter(key, TimeUnit.MILLISECONDS).stream()
                        .boxed()
                        .findFirst())
                .orElse(0L);
        return CompletableFuture.completedFuture(Math.max(0, left));
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        Entry entry = entries.asMap().remove(key);
        if (entry != null) {
            untag(entry);
        }
        return CompletableFuture.completedFuture(entry != null);
    }

    @Override
    public CompletionStage<Long> invalidate(List<String> tags) {
        long count = 0;
        for (String tag : tags) {
            Set<Entry> all = tagged.remove(tag);
            if (all != null) {
                for (Entry entry : all) {
                    if (entries.asMap().remove(entry.key, entry)) {
                        untag(entry);
                        count++;
                    }
                }
            }
        }
        return CompletableFuture.completedFuture(count);
    }

    @Override
    public CompletionStage<Void> clear() {
        entries.invalidateAll();
        tagged.clear();
        return CompletableFuture.completedFuture(null);
    }
}
