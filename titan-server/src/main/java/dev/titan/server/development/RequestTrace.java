package dev.titan.server.development;

import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.ThrownError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an invocation did, and when. Safe for use by many threads. */
final class RequestTrace {
    /** A request that drifts in a loop would fill the memory. */
    private static final int MOST_SPANS = 400;

    private final long id;
    private final long called = System.nanoTime();
    private final long calledMillis = System.currentTimeMillis();
    private final ActionTarget target;
    private final ActionTarget.Lane lane;
    private final List<Span> spans = new ArrayList<>();
    private int left;
    private @Nullable ThrownError error;

    /**
     * Something that lasted.
     *
     * @param kind {@code run}: JavaScript, one slice; {@code held}: a drift that held the thread, within a slice; {@code operation}
     * @param name of an operation, else empty
     * @param start by {@link System#nanoTime}
     */
    record Span(String kind, String name, long start, long nanos, boolean failed) {}

    RequestTrace(long id, ActionTarget target) {
        this.id = id;
        this.target = target;
        this.lane = target.runsIn();
    }

    long id() {
        return id;
    }

    /** When the action was called, by {@link System#nanoTime}. */
    long called() {
        return called;
    }

    /** The same, since 1970. */
    long calledMillis() {
        return calledMillis;
    }

    ActionTarget target() {
        return target;
    }

    /** The lane in which it began. */
    ActionTarget.Lane lane() {
        return lane;
    }

    synchronized void add(Span span) {
        if (spans.size() < MOST_SPANS) {
            spans.add(span);
        } else {
            left++;
        }
    }

    synchronized List<Span> spans() {
        return List.copyOf(spans);
    }

    /** How many spans there were beyond those that are kept. */
    synchronized int left() {
        return left;
    }

    synchronized void failed(@Nullable ThrownError thrown) {
        error = thrown;
    }

    /** What the action threw, or null. */
    synchronized @Nullable ThrownError error() {
        return error;
    }
}
