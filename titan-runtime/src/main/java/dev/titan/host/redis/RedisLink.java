package dev.titan.host.redis;

import dev.titan.config.TitanConfig;
import dev.titan.host.OperationException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to one Redis. Lettuce makes a connection anew that is lost; that the first can be made is seen to here. Safe for use by many threads. */
final class RedisLink implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger("titan");
    private static final int THREADS = 2;
    private static final int LAST_RETRY_MS = 2_000;
    private static final int FIRST_RETRY_MS = 20;
    private static final int RETRY_MS = 500;

    private final TitanConfig.Redis config;
    private final RedisURI uri;
    private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();

    // Guarded by this.
    private @Nullable ClientResources resources;
    private @Nullable RedisClient client;
    private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;
    private long failedAt;
    private boolean listening;
    private boolean closed;

    RedisLink(TitanConfig.Redis config, String url) {
        this.config = config;
        // Valkey's scheme is another word for the same.
        this.uri = RedisURI.create(url.replaceFirst("^valkey", "redis"));
        uri.setTimeout(Duration.ofMillis(config.commandMs()));
    }

    /** What sends commands; fails at once while there is no connection. */
    CompletionStage<RedisAsyncCommands<String, String>> commands() {
        CompletableFuture<StatefulRedisConnection<String, String>> made;
        synchronized (this) {
            made = connection;
            if (made == null || made.isCompletedExceptionally() && isTimeToRetry()) {
                made = connect(
                        () -> client().connectAsync(StringCodec.UTF8, uri).toCompletableFuture());
                connection = made;
                made.whenComplete((fine, error) -> noteConnected(error));
            }
        }
        return made.thenApply(StatefulRedisConnection::async);
    }

    private static <T> CompletableFuture<T> connect(Supplier<CompletableFuture<T>> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized boolean isTimeToRetry() {
        return System.nanoTime() - failedAt > TimeUnit.MILLISECONDS.toNanos(RETRY_MS);
    }

    private synchronized void noteConnected(@Nullable Throwable error) {
        if (error != null) {
            failedAt = System.nanoTime();
            if (!closed) {
                LOGGER.warn("{}", describe(error));
            }
        }
    }

    private synchronized RedisClient client() {
        if (closed) {
            throw new OperationException("AbortError", "", "the connection to Redis has been closed", null);
        }
        RedisClient made = client;
        if (made == null) {
            resources = ClientResources.builder()
                    .ioThreadPoolSize(THREADS)
                    .computationThreadPoolSize(THREADS)
                    .reconnectDelay(Delay.exponential(
                            Duration.ofMillis(FIRST_RETRY_MS),
                            Duration.ofMillis(LAST_RETRY_MS),
                            2,
                            TimeUnit.MILLISECONDS))
                    .build();
            made = RedisClient.create(resources);
            made.setOptions(ClientOptions.builder()
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(config.commandMs())))
                    .socketOptions(SocketOptions.builder()
                            .connectTimeout(Duration.ofMillis(config.connectMs()))
                            .keepAlive(true)
                            .build())
                    .build());
            client = made;
        }
        return made;
    }

    void listen(String channel, Consumer<String> listener) {
        listeners.put(channel, listener);
        synchronized (this) {
            if (listening || closed) {
                return;
            }
            listening = true;
        }
        connect(() -> client().connectPubSubAsync(StringCodec.UTF8, uri).toCompletableFuture())
                .whenComplete((made, error) -> {
                    if (error == null) {
                        subscribe(made);
                    } else {
                        listenLater(channel, listener);
                    }
                });
    }

    private void listenLater(String channel, Consumer<String> listener) {
        synchronized (this) {
            listening = false;
            if (closed) {
                return;
            }
        }
        CompletableFuture.delayedExecutor(RETRY_MS, TimeUnit.MILLISECONDS).execute(() -> listen(channel, listener));
    }

    private void subscribe(StatefulRedisPubSubConnection<String, String> made) {
        made.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String text) {
                Consumer<String> listener = listeners.get(channel);
                if (listener != null) {
                    listener.accept(text);
                }
            }
        });
        // Lettuce subscribes again by itself after it has connected again.
        made.async().subscribe(listeners.keySet().toArray(String[]::new));
    }

    /** What has happened, without the password. */
    static String describe(Throwable thrown) {
        Throwable error = thrown;
        while ((error instanceof CompletionException || error instanceof java.util.concurrent.ExecutionException)
                && error.getCause() != null) {
            error = error.getCause();
        }
        Throwable deepest = error;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return "Redis: " + error.getMessage() + (deepest == error ? "" : " (" + deepest.getMessage() + ")");
    }

    @Override
    public void close() {
        RedisClient ended;
        ClientResources used;
        synchronized (this) {
            closed = true;
            ended = client;
            used = resources;
            client = null;
        }
        if (ended != null) {
            ended.shutdown(0, 2, TimeUnit.SECONDS);
        }
        if (used != null) {
            used.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }
}
