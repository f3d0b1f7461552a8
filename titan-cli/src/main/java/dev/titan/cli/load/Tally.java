package dev.titan.cli.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What has been counted while it counts. Used by one thread at a time. */
final class Tally {
    /** Three digits of each latency are kept, up to an hour. */
    private static final int DIGITS = 3;

    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int STATUSES = 1000;
    private static final double NANOS_PER_MS = 1e6;

    private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
    private final long[] statuses = new long[STATUSES];
    private long failures;
    private @Nullable String failure;
    private long unanswered;
    private long longestWaitNanos;

    /** A whole answer. */
    void answered(int status, long tookNanos) {
        nanos.recordValue(Math.min(tookNanos, LONGEST_NANOS));
        statuses[status]++;
    }

    /** A request without an answer, or a connection that was not to be had. */
    void failed(String reason) {
        failures++;
        if (failure == null) {
            failure = reason;
        }
    }

    /** A request that waits at the end of the measurement. */
    void waits(long sinceNanos) {
        unanswered++;
        longestWaitNanos = Math.max(longestWaitNanos, sinceNanos);
    }

    void add(Tally other) {
        nanos.add(other.nanos);
        for (int i = 0; i < STATUSES; i++) {
            statuses[i] += other.statuses[i];
        }
        failures += other.failures;
        if (failure == null) {
            failure = other.failure;
        }
        unanswered += other.unanswered;
        longestWaitNanos = Math.max(longestWaitNanos, other.longestWaitNanos);
    }

    LoadResult.Answers answers() {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int i = 0; i < STATUSES; i++) {
            if (statuses[i] > 0) {
                counts.put(i, statuses[i]);
            }
        }
        return new LoadResult.Answers(nanos.getTotalCount(), counts, failures, failure);
    }

    LoadResult.Latencies latencies() {
        return new LoadResult.Latencies(
                nanos.getMean() / NANOS_PER_MS,
                percentile(50),
                percentile(90),
                percentile(99),
                nanos.getMaxValue() / NANOS_PER_MS);
    }

    LoadResult.Waiting waiting() {
        return new LoadResult.Waiting(unanswered, longestWaitNanos / NANOS_PER_MS);
    }

    private double percentile(double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MS;
    }
}
