package dev.titan.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant by one that does not exist. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the least edits (insertions, deletions, replacements, swaps of neighbours; case does not count) from a name, the first of equals.
     *
     * @return empty when even that one differs in more than a third of its length, so that it is no likely slip; a name that breaks off
     *     ({@code cpu} for {@code cpuMs}) is likely from three characters on
     */
    public static Optional<String> of(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int edits = edits(wanted, candidate.toLowerCase(Locale.ROOT));
            boolean likely = edits <= Math.max(1, Math.max(wanted.length(), candidate.length()) / 3)
                    || wanted.length() >= 3
                            && candidate.toLowerCase(Locale.ROOT).startsWith(wanted);
            if (edits < least && likely) {
                least = edits;
                best = candidate;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Optimal string alignment distance; three rows, since a swap looks two rows back. */
    private static int edits(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}
