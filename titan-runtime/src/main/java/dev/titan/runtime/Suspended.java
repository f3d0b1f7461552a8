package dev.titan.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The invocations of one worker that have begun and not ended, by the number that JavaScript knows them by. One whose client has gone, or whose time is over, is answered at once but
 * stays until its code has come to an end, at most for {@code limits.wallMs} more. Confined to the worker's thread but for {@link #nextDeadline} and {@link #size}.
 */
final class Suspended {
    private final long wallNanos;
    private final Map<Integer, Invocation> waiting = new LinkedHashMap<>();

    /** Those with work that outlives their answer. */
    private final Map<Integer, Invocation> kept = new HashMap<>();

    private volatile int size;
    private int lastNumber;
    private volatile long nextDeadline = Long.MAX_VALUE;

    /** @param wallMs {@code limits.wallMs} */
    Suspended(int wallMs) {
        wallNanos = wallMs * 1_000_000L;
    }

    /** When an invocation must have its answer, by {@link System#nanoTime}; {@link Long#MAX_VALUE} when it has no limit. */
    long deadline(Invocation invocation) {
        return invocation.deadline(wallNanos);
    }

    /** Any thread: when {@link #expired} has something to tell. */
    long nextDeadline() {
        return nextDeadline;
    }

    /** A number that no invocation here has. */
    int nextNumber() {
        do {
            lastNumber = lastNumber == Integer.MAX_VALUE ? 1 : lastNumber + 1;
        } while (find(lastNumber) != null);
        return lastNumber;
    }

    @Nullable
    Invocation find(int number) {
        Invocation invocation = waiting.get(number);
        return invocation == null ? kept.get(number) : invocation;
    }

    boolean isWaiting(Invocation invocation) {
        return waiting.get(invocation.number()) == invocation;
    }

    /** Any thread: those that have not come to an end, but for work that outlives their answer. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && kept.isEmpty();
    }

    /** How many somebody waits for, or have work that outlives their answer. */
    int unfinished() {
        int count = kept.size();
        for (Invocation invocation : waiting.values()) {
            if (!invocation.isAnswered()) {
                count++;
            }
        }
        return count;
    }

    /** Whether code of a version of the services may run: of an invocation of a generation that has them. */
    boolean uses(ServiceSet services) {
        return uses(waiting.values(), services) || uses(kept.values(), services);
    }

    private static boolean uses(Collection<Invocation> invocations, ServiceSet services) {
        return invocations.stream()
                .anyMatch(invocation -> invocation.target().generation().services() == services);
    }

    void add(Invocation invocation) {
        waiting.put(invocation.number(), invocation);
        size = waiting.size();
        nextDeadline = Math.min(nextDeadline, deadline(invocation));
    }

    @Nullable
    Invocation remove(int number) {
        Invocation removed = waiting.remove(number);
        size = waiting.size();
        if (waiting.isEmpty()) {
            nextDeadline = Long.MAX_VALUE;
        }
        return removed;
    }

    void keep(Invocation invocation) {
        invocation.keepScope();
        kept.put(invocation.number(), invocation);
    }

    /** The work that outlived an answer is over, or is given up. */
    void release(int number) {
        Invocation invocation = kept.remove(number);
        if (invocation != null && invocation.isAnswered()) {
            invocation.closeScope();
        }
    }

    /** Those past their deadline that have no answer yet. What was answered long ago is forgotten. */
    List<Invocation> expired() {
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        List<Invocation> late = new ArrayList<>();
        for (Invocation invocation : List.copyOf(waiting.values())) {
            long deadline = invocation.isAnswered() ? invocation.ended() + wallNanos : deadline(invocation);
            if (deadline - now > 0) {
                next = Math.min(next, deadline);
            } else if (invocation.isAnswered()) {
                waiting.remove(invocation.number());
            } else {
                late.add(invocation);
                next = Math.min(next, now + wallNanos);
            }
        }
        size = waiting.size();
        nextDeadline = next;
        return late;
    }

    /** Forgets all. @return those without an answer */
    List<Invocation> clear() {
        List<Invocation> all = List.copyOf(waiting.values());
        waiting.clear();
        size = 0;
        kept.values().forEach(Invocation::closeScope);
        kept.clear();
        return all;
    }
}
