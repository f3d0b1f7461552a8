package dev.titan.host.files;

import dev.titan.host.HostValue;
import dev.titan.host.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the operations do, at places that may be reached. All of it blocks. */
final class FileWork {
    static final long MOST_READ_BYTES = 64 << 20;
    private static final int MOST_LISTED = 10_000;
    private static final int DEEPEST = 100;
    private static final int PIECE = 1 << 17;

    private FileWork() {}

    /** All of a file. */
    static byte[] read(Path path, String api, List<?> arguments) throws IOException {
        if (Files.isDirectory(path)) {
            throw FileErrors.of(api, String.valueOf(arguments.get(1)), "EISDIR");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes((int) MOST_READ_BYTES + 1);
            if (bytes.length > MOST_READ_BYTES) {
                throw FileErrors.of(api, String.valueOf(arguments.get(1)), "EFBIG");
            }
            return bytes;
        }
    }

    /** Type, size and time of what is at a place; null when there is nothing. */
    static @Nullable Object stat(Path path) throws IOException {
        try {
            return describe(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Map<String, Object> describe(BasicFileAttributes attributes) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put(
                "type",
                attributes.isDirectory()
                        ? "folder"
                        : attributes.isRegularFile() ? "file" : attributes.isSymbolicLink() ? "link" : "other");
        described.put("size", attributes.size());
        described.put("modified", attributes.lastModifiedTime().toMillis());
        return described;
    }

    /** What a folder contains, by name; links are not followed. */
    static Object list(Path folder, boolean deep) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw Files.exists(folder)
                    ? new NotDirectoryException(folder.toString())
                    : new NoSuchFileException(folder.toString());
        }
        try (Stream<Path> entries = Files.walk(folder, deep ? DEEPEST : 1)) {
            List<Object> listed = new ArrayList<>();
            List<Path> sorted = entries.skip(1)
                    .limit(MOST_LISTED + 1)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            if (sorted.size() > MOST_LISTED) {
                throw new OperationException(
                        "RangeError",
                        "",
                        "t.fs.list: there are more than " + MOST_LISTED + " entries; list folders one by one",
                        null);
            }
            for (Path entry : sorted) {
                Map<String, Object> described = new LinkedHashMap<>();
                described.put("name", folder.relativize(entry).toString().replace('\\', '/'));
                try {
                    described.putAll(describe(
                            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
                    listed.add(described);
                } catch (NoSuchFileException e) {
                    // Gone since.
                }
            }
            return listed;
        }
    }

    /**
     * Opens a file to read it piece by piece.
     *
     * @param from the first byte
     * @param to the last byte, -1 for the end
     */
    static HostValue open(Path path, long from, long to) throws IOException {
        long size = Files.size(path);
        if (Files.isDirectory(path)) {
            throw new IOException("Is a directory");
        }
        InputStream in = Files.newInputStream(path);
        try {
            in.skipNBytes(Math.min(from, size));
        } catch (IOException e) {
            in.close();
            throw e;
        }
        long end = to < 0 ? Long.MAX_VALUE : to - from + 1;
        return new HostValue(Map.of("size", size), null, new OpenFile(in, end));
    }

    static @Nullable Object write(Path path, byte[] bytes, boolean onlyNew) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("Is a directory");
        }
        if (onlyNew) {
            makeParents(path);
            Files.write(path, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            return null;
        }
        try (NewFile file = new NewFile(path)) {
            file.write(bytes);
            file.commit();
        }
        return null;
    }

    static @Nullable Object append(Path path, byte[] bytes) throws IOException {
        makeParents(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
        return null;
    }

    /** Makes the folders that a file is to lie in. */
    static void makeParents(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    static @Nullable Object makeFolder(Path path) throws IOException {
        Files.createDirectories(path);
        return null;
    }

    /** @return whether there was something */
    static Object delete(Path path, boolean deep) throws IOException {
        if (!deep || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return Files.deleteIfExists(path);
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
        return true;
    }

    static @Nullable Object copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from) || Files.isDirectory(to)) {
            throw new IOException("Is a directory");
        }
        try (InputStream in = Files.newInputStream(from);
                NewFile file = new NewFile(to)) {
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                file.write(piece);
            }
            file.commit();
        }
        return null;
    }

    static @Nullable Object move(Path from, Path to) throws IOException {
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(from.toString());
        }
        if (Files.isDirectory(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        if (to.startsWith(from)) {
            throw new OperationException(
                    "FileError", "EINVAL", "t.fs.move: a folder cannot be moved into itself", null);
        }
        makeParents(to);
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        return null;
    }
}
