package dev.titan.host.session;

import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import dev.titan.host.redis.Redis;
import dev.titan.model.Json;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sessions that all servers on a Redis share; the arguments and outcomes are those of {@link MemorySessions}. Safe for use by many threads. */
public final class RedisSessions implements Operation {
    private static final String KEY = "session:";

    private final @Nullable Redis redis;

    /** @param redis null when none is configured, which is told at the first use */
    public RedisSessions(@Nullable Redis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<? extends @Nullable Object> start(OperationCall call) {
        Redis in = redis;
        if (in == null) {
            throw new OperationException(
                    "RedisError", "TITAN_REDIS", "session.store is redis, and no REDIS_URL says where that is", null);
        }
        String key = KEY + call.text(1, "t.session: the key");
        return switch (call.text(0, "t.session: the verb")) {
            case "get" -> in.get(key).thenApply(json -> json == null ? null : Map.of("value", new Json.Written(json)));
            case "set" ->
                in.set(key, call.text(2, "t.session: the content"), (long) call.number(3, "t.session: the time"))
                        .thenApply(done -> true);
            default -> in.delete(key);
        };
    }
}
