package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What something uses, round by round, until it grows no more: until so many rounds in a row have not raised the highest before them by more than the noise. What
 * each round leaves behind would raise every one.
 */
final class MemoryLevel {
    private final String name;
    private final int rounds;
    private final int most;
    private final long noise;
    private final List<Long> used = new ArrayList<>();

    MemoryLevel(String name, int rounds, int most, long noise) {
        this.name = name;
        this.rounds = rounds;
        this.most = most;
        this.noise = noise;
    }

    /** Fails if there are as many rounds as there may be and the level is not reached. */
    void add(long use) {
        used.add(use);
        assertTrue(isReached() || used.size() < most, this::toString);
    }

    boolean isReached() {
        int before = used.size() - rounds;
        return before > 0
                && Collections.max(used.subList(before, used.size()))
                        <= Collections.max(used.subList(0, before)) + noise;
    }

    int rounds() {
        return used.size();
    }

    void log() {
        System.getLogger("memory").log(System.Logger.Level.INFO, this::toString);
    }

    @Override
    public String toString() {
        return name + " after each round: " + used;
    }
}
