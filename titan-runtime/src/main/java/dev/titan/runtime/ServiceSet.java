package dev.titan.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One version of an app's services, of one generation or of several that follow each other. Each worker has a container of it, from before it serves such a generation until the
 * last of them is over. Safe for use by many threads.
 */
final class ServiceSet {
    private final int number;
    private final List<String> files;
    private final AtomicInteger generations = new AtomicInteger();
    private volatile @Nullable LoadException failure;

    /**
     * @param number its name inside of every isolate, from 1
     * @param files what its bundle exports, by their paths below app/services
     */
    ServiceSet(int number, List<String> files) {
        this.number = number;
        this.files = List.copyOf(files);
    }

    int number() {
        return number;
    }

    List<String> files() {
        return files;
    }

    /** Its container does not start: another attempt is another version. */
    void fails(LoadException why) {
        failure = why;
    }

    boolean failed() {
        return failure != null;
    }

    /** Why its container does not start; null as long as it is not known not to. */
    @Nullable
    LoadException failure() {
        return failure;
    }

    /** One more generation has it. */
    void retain() {
        generations.incrementAndGet();
    }

    /** One of its generations is over. @return whether it was the last */
    boolean release() {
        return generations.decrementAndGet() == 0;
    }
}
