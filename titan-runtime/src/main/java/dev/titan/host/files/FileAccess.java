package dev.titan.host.files;

import dev.titan.host.OperationException;
import dev.titan.host.files.FileReach.Use;
import java.io.IOException;
import java.nio.file.Path;

/** Places that an app may reach, for other parts of the host. Safe for use by many threads. */
public final class FileAccess {
    private final FileReach reach;

    public FileAccess(FileSettings settings) {
        reach = new FileReach(settings);
    }

    /**
     * What may be read.
     *
     * @param api for messages
     * @throws OperationException when it may not, or is no path
     */
    public Path readable(String api, String path) {
        return find(api, path, Use.READ);
    }

    /**
     * What may be written.
     *
     * @param api for messages
     * @throws OperationException when it may not, or is no path
     */
    public Path writable(String api, String path) {
        return find(api, path, Use.WRITE);
    }

    private Path find(String api, String path, Use use) {
        try {
            return reach.find(api, path, use);
        } catch (IOException e) {
            throw FileErrors.of(api, path, e);
        }
    }
}
