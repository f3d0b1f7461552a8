package dev.titan.host.files;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What of the file system an app may reach. Immutable.
 *
 * @param base the folder that {@code data/} and other relative paths are below
 * @param read folders and files that may be read: {@code permissions.read}
 * @param write folders and files that may be read and written: {@code permissions.write}
 * @param packed gives the folder {@code public} where it is packed into a jar and not below the base; null where it is not packed
 */
public record FileSettings(
        Path base,
        List<String> read,
        List<String> write,
        @Nullable Supplier<Path> packed) {
    /** Of an app that configures none, in the working directory. */
    public static final FileSettings DEFAULTS =
            new FileSettings(Path.of(""), List.of("data", "public"), List.of("data"), null);

    public FileSettings {
        base = base.toAbsolutePath().normalize();
        read = List.copyOf(read);
        write = List.copyOf(write);
    }
}
