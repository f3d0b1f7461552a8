package dev.titan.host.tasks;

import dev.titan.config.TitanConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a task is run. Immutable.
 *
 * @param retries how often it is tried again
 * @param timeoutMs time of one attempt
 * @param backoffMs before the first repetition; twice as long before each further one
 * @param maxBackoffMs at most
 */
public record TaskSettings(int retries, long timeoutMs, long backoffMs, long maxBackoffMs) {
    private static final long BACKOFF_MS = 1_000;
    private static final long MAX_BACKOFF_MS = 3_600_000;
    private static final int MOST_DOUBLINGS = 40;

    /** Those of the given members, in milliseconds; else the others'. */
    static TaskSettings of(Map<?, ?> members, TaskSettings others) {
        return new TaskSettings(
                (int) number(members, "retries", others.retries),
                number(members, "timeout", others.timeoutMs),
                number(members, "backoff", others.backoffMs),
                number(members, "maxBackoff", others.maxBackoffMs));
    }

    /** Those that {@link #members} has told, and the number of repetitions. */
    public static TaskSettings kept(Map<?, ?> members, int retries) {
        return of(members, new TaskSettings(retries, 1, BACKOFF_MS, MAX_BACKOFF_MS));
    }

    static TaskSettings of(TitanConfig.Tasks config) {
        return new TaskSettings(config.retries(), config.timeoutMs(), BACKOFF_MS, MAX_BACKOFF_MS);
    }

    static long number(Map<?, ?> members, String name, long otherwise) {
        return members.get(name) instanceof Number given ? given.longValue() : otherwise;
    }

    /** For {@link #kept}. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("timeout", timeoutMs);
        members.put("backoff", backoffMs);
        members.put("maxBackoff", maxBackoffMs);
        return members;
    }

    /** How long to wait after an attempt, from 1: half of it is chance, so that what failed together does not come back together. */
    long delayAfter(int attempt) {
        double doubled = backoffMs * Math.pow(2, Math.min(attempt - 1, MOST_DOUBLINGS));
        double most = Math.min(doubled, (double) maxBackoffMs);
        return (long) (most / 2 + ThreadLocalRandom.current().nextDouble() * most / 2);
    }
}
