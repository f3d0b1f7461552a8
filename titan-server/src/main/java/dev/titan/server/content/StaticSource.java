package dev.titan.server.content;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where files to serve lie. Safe for use by any thread. */
interface StaticSource {
    /**
     * Looks a file up.
     *
     * @param segments names of folders and last of all the file, decoded; each one has passed {@link FileNames#isServable}
     * @return null when there is no such file, or it is a folder, or lies outside
     * @throws IOException when it is there but cannot be read
     */
    @Nullable
    StaticFile find(List<String> segments) throws IOException;
}
