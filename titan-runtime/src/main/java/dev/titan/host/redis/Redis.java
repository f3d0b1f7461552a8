package dev.titan.host.redis;

import dev.titan.config.TitanConfig;
import dev.titan.host.OperationException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Redis or Valkey that servers share, on one connection for commands and one for messages. Nothing connects before the first use, and nothing blocks; a connection that is lost is made
 * again, and meanwhile every command fails at once. Each failure is an {@link OperationException} named {@code RedisError}. Keys and channels are given without the prefix of the configuration, which is put before them.
 * Safe for use by many threads.
 *
 * <p>A server whose app shares nothing has no client of Redis in its jar. This class links without it: what makes the JVM compare two of the client's classes belongs elsewhere in the package.
 */
public final class Redis implements AutoCloseable {
    private final String prefix;
    private final RedisLink link;

    private Redis(TitanConfig.Redis config, String url) {
        this.prefix = config.prefix();
        this.link = new RedisLink(config, url);
    }

    /** The one that is configured, or null; null as well in a server that has no client, whose app has no use for it. */
    public static @Nullable Redis of(TitanConfig.Redis config) {
        String url = config.url();
        boolean client = Redis.class.getClassLoader().getResource("io/lettuce/core/RedisClient.class") != null;
        return url == null || !client ? null : new Redis(config, url);
    }

    /** The value of a key, or null. */
    public CompletionStage<@Nullable String> get(String key) {
        return with(commands -> commands.get(prefix + key));
    }

    /** @param ttlMs for how many milliseconds; 0 is without end */
    public CompletionStage<@Nullable Object> set(String key, String value, long ttlMs) {
        return with(commands -> ttlMs == 0
                ? commands.set(prefix + key, value)
                : commands.set(prefix + key, value, SetArgs.Builder.px(ttlMs)));
    }

    /** Sets a value where there is none. @return whether it was set */
    public CompletionStage<Boolean> setIfAbsent(String key, String value, long ttlMs) {
        return with(commands -> commands.set(
                        prefix + key, value, SetArgs.Builder.px(ttlMs).nx()))
                .thenApply(answer -> answer != null);
    }

    /** @return whether there was one */
    public CompletionStage<Boolean> delete(String key) {
        return with(commands -> commands.unlink(prefix + key)).thenApply(count -> count > 0);
    }

    /** Milliseconds that are left to a key, -1 when it has no end, null when there is none. */
    public CompletionStage<@Nullable Long> ttl(String key) {
        return with(commands -> commands.pttl(prefix + key)).thenApply(left -> left == -2 ? null : left);
    }

    /** Runs a Lua script, as one step. @return the integer that it returns */
    public CompletionStage<Long> run(String script, List<String> keys, String... arguments) {
        String[] named = keys.stream().map(key -> prefix + key).toArray(String[]::new);
        return with(commands -> commands.<Long>eval(script, ScriptOutputType.INTEGER, named, arguments));
    }

    /** Removes all keys that begin so. Others may add some meanwhile. */
    public CompletionStage<@Nullable Object> deleteAll(String beginning) {
        String pattern = (prefix + beginning).replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
        return with(commands -> Deletion.of(commands, pattern));
    }

    /** Sends a text to all who listen on a channel, this process included. */
    public CompletionStage<@Nullable Object> publish(String channel, String text) {
        return with(commands -> commands.publish(prefix + channel, text));
    }

    /** Listens on a channel from now on, over lost connections too. @param listener called on a thread of the connection's; must not block */
    public void listen(String channel, Consumer<String> listener) {
        link.listen(prefix + channel, listener);
    }

    private <T extends @Nullable Object> CompletionStage<T> with(
            Function<RedisAsyncCommands<String, String>, CompletionStage<? extends T>> command) {
        CompletionStage<T> outcome =
                link.commands().thenCompose(commands -> command.apply(commands).thenApply(v -> v));
        return outcome.exceptionally(error -> {
            throw failure(error);
        });
    }

    private static OperationException failure(Throwable thrown) {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return error instanceof OperationException known
                ? known
                : new OperationException("RedisError", "TITAN_REDIS", RedisLink.describe(error), error);
    }

    @Override
    public void close() {
        link.close();
    }
}
