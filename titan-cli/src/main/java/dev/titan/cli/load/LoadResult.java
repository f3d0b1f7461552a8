package dev.titan.cli.load;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of loading a server with a request. Immutable.
 *
 * @param seconds for how long it was measured
 * @param serverCpuNanos that the server's process has computed in that time; -1 when that is not known
 * @param busy the share of the measured time that the threads of the load generator have computed, 0 to 1
 */
public record LoadResult(
        double seconds, Answers answers, Latencies latencies, Waiting waiting, long serverCpuNanos, double busy) {
    private static final int FIRST_ERROR = 400;
    private static final double NANOS_PER_MICRO = 1e3;

    /**
     * What was answered.
     *
     * @param count of whole answers
     * @param statuses how many there were of each status, in its order
     * @param failures requests that a connection ended instead of an answer, and connections that were not to be had
     * @param failure what was wrong with the first of them; null when there are none
     */
    public record Answers(
            long count,
            Map<Integer, Long> statuses,
            long failures,
            @Nullable String failure) {
        public Answers {
            statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
        }

        /** Failures, and answers with a status of 400 or more. */
        public long errors() {
            return failures
                    + statuses.entrySet().stream()
                            .filter(status -> status.getKey() >= FIRST_ERROR)
                            .mapToLong(Map.Entry::getValue)
                            .sum();
        }
    }

    /** Milliseconds from sending a request to the end of its answer; zeros when nothing was answered. */
    public record Latencies(double mean, double p50, double p90, double p99, double max) {}

    /**
     * Requests that were without an answer when the measurement ended: in a closed loop hardly more or fewer than there are connections.
     *
     * @param longestMs for how long the oldest of them had waited; 0 when there are none
     */
    public record Waiting(long requests, double longestMs) {}

    /** Answers a second. */
    public double perSecond() {
        return answers.count() / seconds;
    }

    /** Microseconds that the server's process has computed for each answer; NaN when that is not known. */
    public double cpuMicros() {
        return serverCpuNanos < 0 || answers.count() == 0
                ? Double.NaN
                : serverCpuNanos / NANOS_PER_MICRO / answers.count();
    }

    /** Whether anything was answered, and nothing with an error. */
    public boolean ok() {
        return answers.count() > 0 && answers.errors() == 0;
    }
}
