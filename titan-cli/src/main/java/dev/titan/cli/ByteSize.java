package dev.titan.cli;

import java.util.Locale;

/** Numbers of bytes, for people. */
final class ByteSize {
    private ByteSize() {}

    /** {@code 512 B}, {@code 1.5 kB}, {@code 24.1 MB}. */
    static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
