package dev.titan.host.session;

import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.model.Json;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that all workers of the process share and that end with it; the arguments and outcomes are those of the database's key-value store, for {@code get}, {@code set} and {@code delete}. Safe for
 * use by many threads.
 */
public final class MemorySessions implements Operation {
    private static final long PURGE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Kept> sessions = new ConcurrentHashMap<>();
    private final AtomicLong purged = new AtomicLong(System.nanoTime());

    /** @param until by {@link System#nanoTime} */
    private record Kept(String json, long until) {
        boolean isOver() {
            return System.nanoTime() - until > 0;
        }
    }

    @Override
    public CompletionStage<? extends @Nullable Object> start(OperationCall call) {
        String key = call.text(1, "t.session: the key");
        return CompletableFuture.completedFuture(
                switch (call.text(0, "t.session: the verb")) {
                    case "get" -> get(key);
                    case "set" -> set(key, call);
                    default -> sessions.remove(key) != null;
                });
    }

    private @Nullable Object get(String key) {
        Kept kept = sessions.get(key);
        return kept == null || kept.isOver() ? null : Map.of("value", new Json.Written(kept.json()));
    }

    private boolean set(String key, OperationCall call) {
        long millis = (long) call.number(3, "t.session: the time");
        sessions.put(
                key,
                new Kept(
                        call.text(2, "t.session: the content"),
                        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
        long last = purged.get();
        if (System.nanoTime() - last > PURGE_NANOS && purged.compareAndSet(last, System.nanoTime())) {
            sessions.values().removeIf(Kept::isOver);
        }
        return true;
    }
}
