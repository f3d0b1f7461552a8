package dev.titan.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of the process that is not Java's heap, as the system counts it. */
final class ResidentMemory {
    /** Pages, by proc(5): size resident shared text lib data dt. */
    private static final Path STATM = Path.of("/proc/self/statm");

    private static final long PAGE = 4096;

    private ResidentMemory() {}

    /** Bytes; 0 where the system does not tell. Costs some microseconds. */
    static long now() {
        try {
            String[] fields = Files.readString(STATM, StandardCharsets.US_ASCII).split(" ");
            return Math.max(
                    0, Long.parseLong(fields[1]) * PAGE - Runtime.getRuntime().totalMemory());
        } catch (IOException e) {
            return 0;
        }
    }
}
