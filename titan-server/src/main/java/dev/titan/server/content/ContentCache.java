package dev.titan.server.content;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Bytes of files that were sent lately, at most so many in sum. Safe for use by any thread. */
final class ContentCache {
    /**
     * What bytes are of.
     *
     * @param etag of the file, so that a changed file is another
     */
    record Key(String path, String etag, boolean gzip) {}

    private final LinkedHashMap<Key, byte[]> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long capacity;
    private long size;

    /** An empty cache for this many bytes. */
    ContentCache(long capacity) {
        this.capacity = capacity;
    }

    synchronized byte @Nullable [] get(Key key) {
        return entries.get(key);
    }

    /** Keeps bytes, and drops those that were not asked for the longest. */
    synchronized void put(Key key, byte[] bytes) {
        byte[] previous = entries.put(key, bytes);
        size += bytes.length - (previous == null ? 0 : previous.length);
        var eldest = entries.entrySet().iterator();
        while (size > capacity && eldest.hasNext()) {
            size -= eldest.next().getValue().length;
            eldest.remove();
        }
    }
}
