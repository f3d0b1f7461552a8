package dev.titan.host.redis;

import dev.titan.config.TitanConfig;
import dev.titan.host.OperationException;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Redis by Lettuce. Its types are named here and in {@link RedisLink} alone, so that an app without the library does without these classes. */
final class LettuceRedis implements Redis {
    private static final int SCANNED = 1_000;

    private final String prefix;
    private final RedisLink link;

    LettuceRedis(TitanConfig.Redis config, String url) {
        this.prefix = config.prefix();
        this.link = new RedisLink(config, url);
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        return with(commands -> commands.get(prefix + key));
    }

    @Override
    public CompletionStage<@Nullable Object> set(String key, String value, long ttlMs) {
        return with(commands -> ttlMs == 0
                ? commands.set(prefix + key, value)
                : commands.set(prefix + key, value, SetArgs.Builder.px(ttlMs)));
    }

    @Override
    public CompletionStage<Boolean> setIfAbsent(String key, String value, long ttlMs) {
        return with(commands -> commands.set(
                        prefix + key, value, SetArgs.Builder.px(ttlMs).nx()))
                .thenApply(answer -> answer != null);
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        return with(commands -> commands.unlink(prefix + key)).thenApply(count -> count > 0);
    }

    @Override
    public CompletionStage<@Nullable Long> ttl(String key) {
        return with(commands -> commands.pttl(prefix + key)).thenApply(left -> left == -2 ? null : left);
    }

    @Override
    public CompletionStage<Long> run(String script, List<String> keys, String... arguments) {
        String[] named = keys.stream().map(key -> prefix + key).toArray(String[]::new);
        return with(commands -> commands.<Long>eval(script, ScriptOutputType.INTEGER, named, arguments));
    }

    @Override
    public CompletionStage<@Nullable Object> deleteAll(String beginning) {
        String pattern = (prefix + beginning).replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
        return deleteFrom(ScanCursor.INITIAL, ScanArgs.Builder.matches(pattern).limit(SCANNED));
    }

    private CompletionStage<@Nullable Object> deleteFrom(ScanCursor at, ScanArgs which) {
        return with(commands -> commands.scan(at, which)).thenCompose((KeyScanCursor<String> found) -> {
            String[] keys = found.getKeys().toArray(String[]::new);
            CompletionStage<?> removed = keys.length == 0
                    ? CompletableFuture.completedFuture(null)
                    : with(commands -> commands.unlink(keys));
            return removed.thenCompose(count -> {
                if (found.isFinished()) {
                    return CompletableFuture.<@Nullable Object>completedFuture(null);
                }
                return deleteFrom(found, which);
            });
        });
    }

    @Override
    public CompletionStage<@Nullable Object> publish(String channel, String text) {
        return with(commands -> commands.publish(prefix + channel, text));
    }

    @Override
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
