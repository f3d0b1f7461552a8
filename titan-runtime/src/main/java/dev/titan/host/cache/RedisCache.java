package dev.titan.host.cache;

import dev.titan.host.redis.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values in Redis, for all servers on it. What cannot be read counts as missing, so that an app goes on without its cache; what cannot be written or removed is an error, since somebody may read what is old. A tag is a set of
 * keys; a key that was set anew without the tag is still removed with it.
 */
final class RedisCache implements CacheStore {
    private static final Logger LOGGER = LoggerFactory.getLogger("titan");
    private static final String VALUE = "cache:";
    private static final String TAG = "cachetag:";

    /** Keys: that of the value, those of its tags. Arguments: value, milliseconds or 0. A set of keys lives as long as the last of them. */
    private static final String SET = """
            local ttl = tonumber(ARGV[2])
            if ttl == 0 then redis.call('SET', KEYS[1], ARGV[1]) else redis.call('SET', KEYS[1], ARGV[1], 'PX', ttl) end
            for i = 2, #KEYS do
              local left = redis.call('PTTL', KEYS[i])
              redis.call('SADD', KEYS[i], KEYS[1])
              if ttl == 0 then redis.call('PERSIST', KEYS[i])
              elseif left == -2 or (left >= 0 and left < ttl) then redis.call('PEXPIRE', KEYS[i], ttl) end
            end
            return 1
            """;

    /** Keys: those of tags. */
    private static final String INVALIDATE = """
            local count = 0
            for i = 1, #KEYS do
              local keys = redis.call('SMEMBERS', KEYS[i])
              for j = 1, #keys, 1000 do
                count = count + redis.call('UNLINK', unpack(keys, j, math.min(j + 999, #keys)))
              end
              redis.call('UNLINK', KEYS[i])
            end
            return count
            """;

    private final Redis redis;
    private volatile boolean failing;

    RedisCache(Redis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        return redis.get(VALUE + key).handle((value, error) -> error == null ? found(value) : missed(error));
    }

    private @Nullable String found(@Nullable String value) {
        if (failing) {
            failing = false;
            LOGGER.info("the cache is back");
        }
        return value;
    }

    private @Nullable String missed(Throwable error) {
        if (!failing) {
            failing = true;
            LOGGER.warn("the app goes on without its cache: {}", error.getMessage());
        }
        return null;
    }

    @Override
    public CompletionStage<Void> set(String key, String value, long ttlMs, List<String> tags) {
        if (tags.isEmpty()) {
            return redis.set(VALUE + key, value, ttlMs).thenAccept(done -> {});
        }
        List<String> keys = new ArrayList<>(List.of(VALUE + key));
        tags.forEach(tag -> keys.add(TAG + tag));
        return redis.run(SET, keys, value, String.valueOf(ttlMs)).thenAccept(done -> {});
    }

    @Override
    public CompletionStage<@Nullable Long> ttl(String key) {
        return redis.ttl(VALUE + key);
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        return redis.delete(VALUE + key);
    }

    @Override
    public CompletionStage<Long> invalidate(List<String> tags) {
        return redis.run(INVALIDATE, tags.stream().map(tag -> TAG + tag).toList());
    }

    @Override
    public CompletionStage<Void> clear() {
        return redis.deleteAll(VALUE).thenCompose(done -> redis.deleteAll(TAG)).thenAccept(done -> {});
    }
}
