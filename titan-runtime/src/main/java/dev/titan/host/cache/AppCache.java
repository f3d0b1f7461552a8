package dev.titan.host.cache;

import dev.titan.config.TitanConfig;
import dev.titan.host.HostValue;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import dev.titan.host.redis.Redis;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code t.cache}: the operation behind it, which all workers share; {@code src/main/ts/t-cache} has the other side. Values are texts here. Nothing is made before the first use. Safe for
 * use by many threads.
 */
public final class AppCache implements Operation, AutoCloseable {
    /** Who waits for so long makes the value himself: what he waits for may need the thread that he holds. */
    private static final int PATIENCE_MS = 10_000;

    private final TitanConfig.Cache config;
    private final Supplier<CacheStore> open;
    private final Flights flights = new Flights();
    private volatile @Nullable CacheStore store;
    private boolean closed;

    /** @param redis where values are kept, null for in this process */
    public AppCache(TitanConfig.Cache config, @Nullable Redis redis) {
        this.config = config;
        this.open = () -> redis == null ? new LocalCache(config.entries(), config.bytes()) : new RedisCache(redis);
    }

    private enum Verb {
        GET,
        HAS,
        TTL,
        SET,
        DELETE,
        INVALIDATE,
        CLEAR,
        CLAIM,
        FINISH,
        FAIL,
        ABANDON
    }

    /** Arguments: {@link Verb}, key, and what the verb needs. */
    @Override
    public CompletionStage<? extends @Nullable Object> start(OperationCall call) {
        Verb verb = Verb.valueOf(call.text(0, "t.cache: the verb").toUpperCase(Locale.ROOT));
        CacheStore in = store();
        if (verb == Verb.INVALIDATE) {
            List<String> tags = tags(call, 2);
            flights.invalidated(tags);
            return in.invalidate(tags);
        }
        String key = call.text(1, "t.cache: the key");
        return switch (verb) {
            case GET -> in.get(key).thenApply(value -> value == null ? null : Map.of("value", value));
            case HAS -> in.get(key).thenApply(value -> value != null);
            case TTL -> in.ttl(key);
            case DELETE -> {
                flights.changed(key);
                yield in.delete(key);
            }
            case CLEAR -> {
                flights.changedAll();
                yield in.clear();
            }
            case SET -> {
                String value = value(call, 2, "t.cache.set");
                flights.changed(key);
                yield in.set(key, value, ttl(call, 3), tags(call, 4));
            }
            case CLAIM -> claim(in, key);
            case FINISH -> finish(in, call, key);
            case FAIL -> {
                flight(call).land(Map.of("error", error(call.arguments().get(3))));
                yield done();
            }
            case ABANDON -> {
                flight(call).close();
                yield done();
            }
            case INVALIDATE -> throw new IllegalStateException();
        };
    }

    private CacheStore store() {
        CacheStore made = store;
        return made != null ? made : makeStore();
    }

    private synchronized CacheStore makeStore() {
        if (closed) {
            throw new OperationException("AbortError", "", "t.cache: the server is being stopped", null);
        }
        CacheStore made = store;
        if (made == null) {
            made = open.get();
            store = made;
        }
        return made;
    }

    private static CompletionStage<@Nullable Object> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static Object error(@Nullable Object told) {
        return told instanceof Map<?, ?> members ? members : Map.of("name", "Error", "message", String.valueOf(told));
    }

    /** {@code {value}}, {@code {error}} of the call that made it, or a resource: then the caller makes it. */
    private CompletionStage<@Nullable Object> claim(CacheStore in, String key) {
        CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
        claim(in, key, outcome);
        return outcome;
    }

    private void claim(CacheStore in, String key, CompletableFuture<@Nullable Object> outcome) {
        in.get(key).whenComplete((value, error) -> {
            if (error != null) {
                outcome.completeExceptionally(error);
            } else if (value != null) {
                outcome.complete(Map.of("value", value));
            } else if (!outcome.isDone()) {
                makeOrWait(in, key, outcome);
            }
        });
    }

    private void makeOrWait(CacheStore in, String key, CompletableFuture<@Nullable Object> outcome) {
        Flight mine = new Flight(flights, key);
        Flight other = flights.join(mine);
        if (other == null) {
            // The one before may have landed between the look into the store and this.
            in.get(key).whenComplete((value, error) -> {
                if (value != null) {
                    Map<String, Object> found = Map.of("value", value);
                    mine.land(found);
                    outcome.complete(found);
                } else {
                    lead(mine, outcome);
                }
            });
            return;
        }
        other.landed()
                .copy()
                .completeOnTimeout(false, PATIENCE_MS, TimeUnit.MILLISECONDS)
                .thenAccept(landed -> {
                    if (outcome.isDone()) {
                        return;
                    }
                    if (landed == null) {
                        claim(in, key, outcome);
                    } else if (landed.equals(false)) {
                        lead(mine, outcome);
                    } else {
                        outcome.complete(landed);
                    }
                });
    }

    private static void lead(Flight flight, CompletableFuture<@Nullable Object> outcome) {
        if (!outcome.complete(new HostValue(Map.of(), null, flight))) {
            flight.close();
        }
    }

    /** Arguments: verb, key, number of the flight, value, time, tags. */
    private CompletionStage<@Nullable Object> finish(CacheStore in, OperationCall call, String key) {
        Flight flight = flight(call);
        String value;
        try {
            value = value(call, 3, "t.cache.getOrSet");
        } catch (OperationException e) {
            flight.close();
            throw e;
        }
        List<String> tags = tags(call, 5);
        CompletionStage<Void> kept = flights.mayKeep(flight, tags)
                ? in.set(key, value, ttl(call, 4), tags)
                : CompletableFuture.completedFuture(null);
        // A store that fails keeps nobody from the value.
        return kept.handle((nothing, error) -> {
            flight.land(Map.of("value", value));
            return null;
        });
    }

    private static Flight flight(OperationCall call) {
        int number = (int) call.number(2, "t.cache.getOrSet: the number");
        Flight flight = call.scope().resource(number, Flight.class);
        call.scope().forget(number);
        return flight;
    }

    private String value(OperationCall call, int index, String label) {
        String value = call.text(index, label + ": the value");
        if (value.length() > config.valueBytes()) {
            throw new OperationException(
                    "RangeError",
                    "",
                    label + ": the value takes " + value.length() + " characters as text, and may take "
                            + config.valueBytes() + " (cache.valueBytes)",
                    null);
        }
        return value;
    }

    private long ttl(OperationCall call, int index) {
        return call.arguments().get(index) instanceof Number ms ? ms.longValue() : config.ttlSeconds() * 1_000L;
    }

    private static List<String> tags(OperationCall call, int index) {
        return call.arguments().get(index) instanceof List<?> given
                ? given.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (store != null) {
            store.close();
        }
    }
}
