package dev.titan.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** What standard output is. */
public final class StandardOutput {
    private StandardOutput() {}

    /**
     * Whether it is a terminal. On Linux the kernel tells at no cost.
     *
     * @param elsewhere tells on other systems
     */
    public static boolean isTerminal(BooleanSupplier elsewhere) {
        Path output = Path.of("/proc/self/fd/1");
        try {
            if (Files.exists(output)) {
                String target = output.toRealPath().toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            return false;
        }
        return elsewhere.getAsBoolean();
    }
}
