package dev.titan.extension;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an extension is told of the app. Safe for use by many threads. */
public interface ExtensionContext {
    /** What titan.config.json has below {@code app.<name>}: plain JSON values; empty when there is nothing. */
    Map<String, @Nullable Object> settings();

    /**
     * A file or folder that the app may read, by a path as {@code t.fs} takes it.
     *
     * @throws ExtensionException a PermissionError, when it is not among {@code permissions.read}
     */
    Path readable(String path);

    /**
     * A file or folder that the app may write. It need not exist.
     *
     * @throws ExtensionException a PermissionError, when it is not among {@code permissions.write}
     */
    Path writable(String path);
}
