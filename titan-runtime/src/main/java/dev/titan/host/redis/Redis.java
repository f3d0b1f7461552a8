package dev.titan.host.redis;

import dev.titan.config.TitanConfig;
import dev.titan.host.OperationException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A Redis or Valkey that servers share, on one connection for commands and one for messages. Nothing connects before the first use, and nothing blocks; a connection that is lost is made
 * again, and meanwhile every command fails at once. Each failure is an {@link OperationException} named {@code RedisError}. Keys and channels are given without the prefix of the configuration, which is put before them.
 * Safe for use by many threads.
 */
public interface Redis extends AutoCloseable {
    /** The one that is configured; null when none is, or the jar has no client since the app shares nothing. */
    static @Nullable Redis of(TitanConfig.Redis config) {
        String url = config.url();
        try {
            return url == null ? null : new LettuceRedis(config, url);
        } catch (NoClassDefFoundError e) {
            LoggerFactory.getLogger("titan")
                    .info(
                            "Redis is not used: this jar has no client of it, since nothing in the app names cache, events or session");
            return null;
        }
    }

    /** The value of a key, or null. */
    CompletionStage<@Nullable String> get(String key);

    /** @param ttlMs for how many milliseconds; 0 is without end */
    CompletionStage<@Nullable Object> set(String key, String value, long ttlMs);

    /** Sets a value where there is none. @return whether it was set */
    CompletionStage<Boolean> setIfAbsent(String key, String value, long ttlMs);

    /** @return whether there was one */
    CompletionStage<Boolean> delete(String key);

    /** Milliseconds that are left to a key, -1 when it has no end, null when there is none. */
    CompletionStage<@Nullable Long> ttl(String key);

    /** Runs a Lua script, as one step. @return the integer that it returns */
    CompletionStage<Long> run(String script, List<String> keys, String... arguments);

    /** Removes all keys that begin so. Others may add some meanwhile. */
    CompletionStage<@Nullable Object> deleteAll(String beginning);

    /** Sends a text to all who listen on a channel, this process included. */
    CompletionStage<@Nullable Object> publish(String channel, String text);

    /**
     * Listens on a channel from now on, over lost connections too.
     *
     * @param listener called on a thread of the connection's; must not block
     */
    void listen(String channel, Consumer<String> listener);

    /** Closes both connections. */
    @Override
    void close();
}
