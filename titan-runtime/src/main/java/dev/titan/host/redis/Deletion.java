package dev.titan.host.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Removes the keys that match a pattern, a thousand at a time, so that Redis is never held up for long. */
final class Deletion {
    private static final int SCANNED = 1_000;

    private Deletion() {}

    static CompletionStage<@Nullable Object> of(RedisAsyncCommands<String, String> commands, String pattern) {
        return from(
                commands, ScanCursor.INITIAL, ScanArgs.Builder.matches(pattern).limit(SCANNED));
    }

    private static CompletionStage<@Nullable Object> from(
            RedisAsyncCommands<String, String> commands, ScanCursor at, ScanArgs which) {
        return commands.scan(at, which).thenCompose((KeyScanCursor<String> found) -> {
            String[] keys = found.getKeys().toArray(String[]::new);
            CompletionStage<?> removed =
                    keys.length == 0 ? CompletableFuture.completedFuture(null) : commands.unlink(keys);
            return removed.thenCompose(count ->
                    found.isFinished() ? CompletableFuture.completedFuture(null) : from(commands, found, which));
        });
    }
}
