package dev.titan.server.development;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What may happen thousands of times a second, told a few times a second: each event has the {@code items} of the time since the last one, the newest of them if there were too
 * many. Safe for use by many threads.
 */
final class EventBatch {
    private static final long PERIOD_MS = 50;
    private static final int MOST = 200;
    private static final Executor LATER = CompletableFuture.delayedExecutor(PERIOD_MS, TimeUnit.MILLISECONDS);

    private final EventBroadcast events;
    private final String topic;
    private final List<Map<String, @Nullable Object>> items = new ArrayList<>();

    EventBatch(EventBroadcast events, String topic) {
        this.events = events;
        this.topic = topic;
    }

    /** Whether anybody listens. */
    boolean heard() {
        return events.heard();
    }

    /** Tells of an item soon. */
    synchronized void add(Map<String, @Nullable Object> item) {
        if (items.isEmpty()) {
            LATER.execute(this::tell);
        } else if (items.size() == MOST) {
            items.remove(0);
        }
        items.add(item);
    }

    private void tell() {
        List<Map<String, @Nullable Object>> all;
        synchronized (this) {
            all = List.copyOf(items);
            items.clear();
        }
        events.publish(topic, Map.of("items", all));
    }
}
