package dev.titan.codegen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * A ZIP file (APPNOTE 6.3), read without decompressing: its entries go into another one as they are, which takes a few milliseconds where compressing V8's
 * library anew takes seconds. No ZIP64. Immutable.
 */
final class ZipImage {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int MAX_COMMENT = 0xffff;

    /**
     * A file in it.
     *
     * @param method 0 stored, 8 deflated
     * @param crc CRC-32 of the content
     * @param size of the content, bytes
     * @param data the content as it is stored
     */
    record Entry(String name, int method, int crc, long size, ByteBuffer data) {}

    private final List<Entry> entries;

    private ZipImage(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Maps a file. Its entries stay readable while the file is not changed. */
    static ZipImage open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (ZipException e) {
            throw new ZipException(file + ": " + e.getMessage());
        }
    }

    /** @throws ZipException if the bytes are no ZIP file */
    static ZipImage of(ByteBuffer bytes) throws ZipException {
        ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        int end = in.limit() - END_BYTES;
        int least = Math.max(0, end - MAX_COMMENT);
        while (end >= least && in.getInt(end) != END) {
            end--;
        }
        if (end < least) {
            throw new ZipException("it is not a ZIP file");
        }
        int count = in.getShort(end + 10) & 0xffff;
        long at = in.getInt(end + 16) & 0xffffffffL;
        List<Entry> entries = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                int header = Math.toIntExact(at);
                if (in.getInt(header) != CENTRAL) {
                    throw new ZipException("its directory is damaged");
                }
                int name = in.getShort(header + 28) & 0xffff;
                at += CENTRAL_BYTES + name + (in.getShort(header + 30) & 0xffff) + (in.getShort(header + 32) & 0xffff);
                entries.add(entry(in, header, text(in, header + CENTRAL_BYTES, name)));
            }
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new ZipException("its directory is damaged, or it is larger than 2 GiB");
        }
        return new ZipImage(entries);
    }

    private static Entry entry(ByteBuffer in, int header, String name) throws ZipException {
        int local = in.getInt(header + 42);
        if (in.getInt(local) != LOCAL) {
            throw new ZipException("its entry " + name + " is damaged");
        }
        int data = local + LOCAL_BYTES + (in.getShort(local + 26) & 0xffff) + (in.getShort(local + 28) & 0xffff);
        return new Entry(
                name,
                in.getShort(header + 10),
                in.getInt(header + 16),
                in.getInt(header + 24) & 0xffffffffL,
                in.slice(data, in.getInt(header + 20)));
    }

    private static String text(ByteBuffer in, int from, int length) {
        byte[] bytes = new byte[length];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The files in it, without folders, in its order. */
    List<Entry> files() {
        return entries.stream().filter(entry -> !entry.name().endsWith("/")).toList();
    }

    Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
