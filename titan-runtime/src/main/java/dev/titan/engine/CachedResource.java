package dev.titan.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A resource of the class path that the operating system wants as a file: the V8 library, the esbuild program. It is written once per content into a cache
 * folder and found there by later starts.
 *
 * <p>Safe under concurrent starts: each writes a file of its own and renames it. A file counts as whole only if its size is the resource's, its owner this
 * user and its time stamp the one that is set after the checksum was verified, so that a torn or altered copy is written anew.
 */
public final class CachedResource {
    private static final FileTime VERIFIED = FileTime.fromMillis(1_767_225_600_000L);

    private CachedResource() {}

    /**
     * The file with the content of a resource, executable.
     *
     * @param resource absolute name on the class path, without the leading slash
     * @return an absolute path; its last segment is the resource's
     * @throws IOException when there is no such resource, or no folder that can be written
     */
    public static Path extract(String resource) throws IOException {
        URL url = CachedResource.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IOException("no resource " + resource + " on the class path");
        }
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            try (var file = jar.getJarFile()) {
                var entry = jar.getJarEntry();
                return extract(name, entry.getSize(), entry.getCrc(), () -> file.getInputStream(entry));
            }
        }
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(url.openStream(), crc)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return extract(name, size, crc.getValue(), url::openStream);
        }
    }

    private interface Opener {
        InputStream open() throws IOException;
    }

    private static Path extract(String name, long size, long checksum, Opener content) throws IOException {
        IOException last = null;
        for (Path root : new Path[] {cacheFolder(), temporaryFolder()}) {
            Path folder = root.resolve(String.format("%08x-%x", checksum, size));
            Path file = folder.resolve(name);
            if (isWhole(file, size)) {
                return file;
            }
            try {
                Files.createDirectories(folder);
                write(file, size, checksum, content);
                return file;
            } catch (IOException e) {
                if (last != null) {
                    e.addSuppressed(last);
                }
                last = e;
            }
        }
        throw new IOException(
                "cannot write " + name + " to a cache folder; set TITAN_CACHE to a folder that can be written", last);
    }

    private static boolean isWhole(Path file, long size) {
        try {
            return Files.size(file) == size
                    && Files.getLastModifiedTime(file).toMillis() == VERIFIED.toMillis()
                    && Files.getOwner(file).getName().equals(System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void write(Path file, long size, long checksum, Opener content) throws IOException {
        Path own = Files.createTempFile(file.getParent(), ".", ".part");
        try {
            CRC32 crc = new CRC32();
            long written;
            try (InputStream in = new CheckedInputStream(content.open(), crc)) {
                written = Files.copy(in, own, StandardCopyOption.REPLACE_EXISTING);
            }
            if (written != size || crc.getValue() != checksum) {
                throw new IOException(file.getFileName() + " was damaged while it was written: expected " + size
                        + " bytes with checksum " + Long.toHexString(checksum) + ", found " + written + " with "
                        + Long.toHexString(crc.getValue()));
            }
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
            }
            Files.setLastModifiedTime(own, VERIFIED);
            Files.move(own, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(own);
        }
    }

    /** Where cached files lie: TITAN_CACHE, or the folder that the operating system has for caches. */
    public static Path cacheFolder() {
        String own = System.getenv("TITAN_CACHE");
        if (own != null && !own.isEmpty()) {
            return Path.of(own).toAbsolutePath();
        }
        String home = System.getProperty("user.home");
        String os = System.getProperty("os.name");
        if (os.startsWith("Mac")) {
            return Path.of(home, "Library", "Caches", "titan");
        }
        String local = System.getenv("LOCALAPPDATA");
        if (os.startsWith("Windows") && local != null) {
            return Path.of(local, "titan", "cache");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg == null || xdg.isEmpty() ? Path.of(home, ".cache", "titan") : Path.of(xdg, "titan");
    }

    private static Path temporaryFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"), "titan-" + System.getProperty("user.name"));
    }
}
