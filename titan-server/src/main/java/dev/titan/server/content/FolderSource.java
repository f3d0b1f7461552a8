package dev.titan.server.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Files of a folder, which may change and need not exist. Symbolic links are followed as long as they stay inside. */
final class FolderSource implements StaticSource {
    private final Path folder;

    FolderSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public @Nullable StaticFile find(List<String> segments) throws IOException {
        try {
            Path root = folder.toRealPath();
            Path named = root;
            for (String segment : segments) {
                named = named.resolve(segment);
            }
            // Where case does not count, the file system finds Index.html for index.html; a URL means one of them.
            if (!named.toRealPath(LinkOption.NOFOLLOW_LINKS).equals(named)) {
                return null;
            }
            Path file = named.toRealPath();
            if (!file.startsWith(root) || hasHiddenName(root.relativize(file))) {
                return null;
            }
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? of(file, segments.get(segments.size() - 1), attributes) : null;
        } catch (FileSystemException | InvalidPathException e) {
            // Absent, no folder on the way, not readable, a name too long: the client learns no more than that there is
            // nothing.
            return null;
        }
    }

    /** The file of this path, where it is one and no folder; null otherwise. */
    @Nullable
    StaticFile itself() throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        return parent == null
                ? null
                : new FolderSource(parent).find(List.of(folder.getFileName().toString()));
    }

    private static StaticFile of(Path file, String name, BasicFileAttributes attributes) {
        long nanos = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        String etag = "\"" + Long.toHexString(nanos) + "-" + Long.toHexString(attributes.size()) + "\"";
        return new StaticFile(
                name, attributes.size(), attributes.lastModifiedTime().toMillis(), etag, from -> open(file, from));
    }

    private static InputStream open(Path file, long from) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return Channels.newInputStream(channel.position(from));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean hasHiddenName(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
