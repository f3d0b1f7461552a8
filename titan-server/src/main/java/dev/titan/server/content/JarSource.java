package dev.titan.server.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Files packed into a jar. The jar stays open as long as the process runs. */
final class JarSource implements StaticSource {
    private final ZipFile jar;
    private final String prefix;

    /**
     * The entries below a folder of the jar.
     *
     * @param prefix ends with a slash
     */
    JarSource(ZipFile jar, String prefix) {
        this.jar = jar;
        this.prefix = prefix;
    }

    @Override
    public @Nullable StaticFile find(List<String> segments) {
        ZipEntry entry = jar.getEntry(prefix + String.join("/", segments));
        if (entry == null || entry.isDirectory()) {
            return null;
        }
        // The checksum stands in the jar's directory. Its times do not: they are pinned, so that a build can be
        // reproduced.
        String etag = "\"" + Long.toHexString(entry.getCrc()) + "-" + Long.toHexString(entry.getSize()) + "\"";
        return new StaticFile(segments.get(segments.size() - 1), entry.getSize(), -1, etag, from -> open(entry, from));
    }

    private InputStream open(ZipEntry entry, long from) throws IOException {
        InputStream in = jar.getInputStream(entry);
        try {
            in.skipNBytes(from);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
