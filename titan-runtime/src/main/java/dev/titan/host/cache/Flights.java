package dev.titan.host.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The values that are being made now, one for a key, and what has been invalidated while they were. Safe for use by many threads. */
final class Flights {
    private static final int MOST_INVALIDATIONS = 10_000;
    private static final int REMEMBERED_MINUTES = 5;

    private final Map<String, Flight> open = new ConcurrentHashMap<>();
    private final Cache<String, Long> invalidated = Caffeine.newBuilder()
            .maximumSize(MOST_INVALIDATIONS)
            .expireAfterWrite(REMEMBERED_MINUTES, TimeUnit.MINUTES)
            .executor(Runnable::run)
            .build();

    /** The flight for a key, null when it is the given one from now on. */
    @Nullable
    Flight join(Flight mine) {
        return open.putIfAbsent(mine.key(), mine);
    }

    void remove(Flight flight) {
        open.remove(flight.key(), flight);
    }

    /** A key was changed otherwise: what is made of it now is old, and the next who asks begins anew. */
    void changed(String key) {
        Flight flight = open.remove(key);
        if (flight != null) {
            flight.outdate();
        }
    }

    /** All keys were. */
    void changedAll() {
        open.keySet().forEach(this::changed);
    }

    void invalidated(List<String> tags) {
        tags.forEach(tag -> invalidated.put(tag, System.nanoTime()));
    }

    /** Whether what a flight brings may be kept. */
    boolean mayKeep(Flight flight, List<String> tags) {
        if (flight.isOutdated()) {
            return false;
        }
        for (String tag : tags) {
            Long at = invalidated.getIfPresent(tag);
            if (at != null && at - flight.began() >= 0) {
                return false;
            }
        }
        return true;
    }
}
