package dev.titan.codegen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a jar whose bytes depend on nothing but the names and contents put into it: entries are sorted, with the manifest first, where the JDK looks for it,
 * and have one fixed time stamp. A jar is limited to 65,534 entries and 4 GiB (no ZIP64). Not for use by several threads.
 */
final class JarWriter {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int MAX_ENTRIES = 0xfffe;
    private static final long MAX_BYTES = 0xffff_fffeL;
    private static final int DEFLATED = 8;
    private static final short VERSION = 20;
    private static final short UTF_8_NAMES = 1 << 11;
    private static final int TIME = 0x0021_0000; // 1 January 1980, 0:00
    private static final int BLOCK = 1 << 16;

    /** Where an entry's content comes from. */
    private sealed interface Content {}

    private record Ready(ZipImage.Entry entry) implements Content {}

    private record Bytes(byte[] bytes) implements Content {}

    private record Contents(Path file) implements Content {}

    private record Pending(String part, Content content) {}

    private record Header(byte[] name, long offset, int method, int crc, long compressed, long size) {}

    private final Map<String, Pending> pending = new TreeMap<>(
            Comparator.comparing((String name) -> !name.equals(MANIFEST)).thenComparing(Comparator.naturalOrder()));
    private final Map<String, JarPart> parts = new LinkedHashMap<>();

    /**
     * Adds an entry.
     *
     * @param part what it belongs to in the table of sizes
     * @throws IOException if there is one of that name already
     */
    void add(String part, String name, byte[] content) throws IOException {
        put(part, name, new Bytes(content));
    }

    /** Adds a file, which is read when the jar is written. */
    void add(String part, String name, Path file) throws IOException {
        put(part, name, new Contents(file));
    }

    /** Adds an entry of another jar as it is. */
    void add(String part, String name, ZipImage.Entry entry) throws IOException {
        put(part, name, new Ready(entry));
    }

    private void put(String part, String name, Content content) throws IOException {
        if (pending.putIfAbsent(name, new Pending(part, content)) != null) {
            throw new IOException("two files would be " + name + " in the jar");
        }
        parts.putIfAbsent(part, new JarPart(part, 0, 0));
    }

    /**
     * Writes the jar beside its final place and renames it: whoever opens the file, and a server that runs from it, has the old one or the new one.
     *
     * @param target its folder is made when it is missing
     * @return a line for each part, in the order in which they were first added
     */
    List<JarPart> write(Path target) throws IOException {
        if (pending.size() > MAX_ENTRIES) {
            throw new IOException(
                    "a jar holds at most " + MAX_ENTRIES + " files, this one would have " + pending.size());
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException(target + " is a folder, expected the name of a file to write");
        }
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, ".server", ".jar");
        try {
            try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                write(out);
            }
            publish(unfinished, target);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return List.copyOf(parts.values());
    }

    private static void publish(Path unfinished, Path target) throws IOException {
        // Temporary files are private to their owner; the jar is as readable as the file it replaces would be.
        if (Files.getFileStore(unfinished).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
        }
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void write(FileChannel out) throws IOException {
        List<Header> headers = new ArrayList<>();
        for (Map.Entry<String, Pending> entry : pending.entrySet()) {
            Header header = write(
                    out,
                    entry.getKey().getBytes(StandardCharsets.UTF_8),
                    entry.getValue().content());
            if (out.position() > MAX_BYTES) {
                throw new IOException("the jar would be larger than 4 GiB");
            }
            headers.add(header);
            parts.computeIfPresent(
                    entry.getValue().part(), (name, part) -> part.plus(header.size(), header.compressed()));
        }
        long directory = out.position();
        for (Header header : headers) {
            drain(out, directoryEntry(header));
        }
        ByteBuffer end = buffer(22);
        end.putInt(0x06054b50).putInt(0).putShort((short) headers.size()).putShort((short) headers.size());
        end.putInt((int) (out.position() - directory)).putInt((int) directory).putShort((short) 0);
        drain(out, end.flip());
    }

    private static Header write(FileChannel out, byte[] name, Content content) throws IOException {
        long offset = out.position();
        if (content instanceof Ready ready) {
            ZipImage.Entry entry = ready.entry();
            Header header = new Header(
                    name, offset, entry.method(), entry.crc(), entry.data().remaining(), entry.size());
            drain(out, localHeader(header));
            drain(out, entry.data().duplicate());
            return header;
        }
        // Checksum and sizes stand before the data but are known after it.
        drain(out, localHeader(new Header(name, offset, DEFLATED, 0, 0, 0)));
        long data = out.position();
        CRC32 crc = new CRC32();
        long size;
        try (InputStream in = content instanceof Bytes bytes
                ? new ByteArrayInputStream(bytes.bytes())
                : Files.newInputStream(((Contents) content).file())) {
            size = deflate(in, crc, out);
        }
        Header header = new Header(name, offset, DEFLATED, (int) crc.getValue(), out.position() - data, size);
        ByteBuffer known = localHeader(header);
        for (long at = offset; known.hasRemaining(); ) {
            at += out.write(known, at);
        }
        return header;
    }

    private static long deflate(InputStream in, CRC32 crc, FileChannel out) throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            byte[] plain = new byte[BLOCK];
            ByteBuffer packed = ByteBuffer.allocate(BLOCK);
            while (true) {
                int read = in.read(plain);
                if (read < 0) {
                    deflater.finish();
                } else {
                    crc.update(plain, 0, read);
                }
                if (read > 0) {
                    deflater.setInput(plain, 0, read);
                }
                while (deflater.deflate(packed.clear()) > 0) {
                    drain(out, packed.flip());
                }
                if (read < 0) {
                    return deflater.getBytesRead();
                }
            }
        } finally {
            deflater.end();
        }
    }

    private static ByteBuffer localHeader(Header header) {
        ByteBuffer out = buffer(30 + header.name().length);
        out.putInt(0x04034b50);
        putCommon(out, header);
        return out.putShort((short) 0).put(header.name()).flip();
    }

    private static ByteBuffer directoryEntry(Header header) {
        ByteBuffer out = buffer(46 + header.name().length);
        out.putInt(0x02014b50).putShort(VERSION);
        putCommon(out, header);
        out.putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0);
        return out.putInt((int) header.offset()).put(header.name()).flip();
    }

    private static void putCommon(ByteBuffer out, Header header) {
        out.putShort(VERSION)
                .putShort(UTF_8_NAMES)
                .putShort((short) header.method())
                .putInt(TIME);
        out.putInt(header.crc())
                .putInt((int) header.compressed())
                .putInt((int) header.size())
                .putShort((short) header.name().length);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void drain(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
