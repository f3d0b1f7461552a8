package dev.titan.host;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/** Whether something that is tried again and again fails, for who tells of it once when that begins and once when it is over. Safe for use by many threads. */
public final class Outage {
    private final AtomicLong failures = new AtomicLong();

    /** It has failed. @return whether that is news */
    public boolean failed() {
        return failures.getAndIncrement() == 0;
    }

    /** It has not failed. @return how often it had before without success between, 0 where that is no news */
    public long over() {
        return failures.getAndSet(0);
    }

    /** What a failure says: of one that a stage has passed on, that of its cause. */
    public static String reason(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return String.valueOf(cause.getMessage());
    }
}
