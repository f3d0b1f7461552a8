package dev.titan.icu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One item of ICU data, in place: its header and what follows, the body. Numbers are read as they were stored, high byte first, so each is to be read before it is swapped.
 *
 * <p>Offsets are bytes from the beginning of the body. Mutable, for one thread.
 */
final class Item {
    private static final int LEAST_HEADER = 24;

    private final ByteBuffer bytes;
    private final int body;
    private final String format;

    private Item(ByteBuffer bytes, int body, String format) {
        this.bytes = bytes;
        this.body = body;
        this.format = format;
    }

    /**
     * An item with its header, which is swapped here.
     *
     * @throws IllegalArgumentException if it begins with anything but the header of big-endian ICU data
     */
    static Item open(ByteBuffer bytes) {
        if (!isItem(bytes)) {
            throw new IllegalArgumentException("no big-endian ICU data");
        }
        int header = bytes.getShort(0) & 0xffff;
        byte[] name = new byte[4];
        bytes.get(12, name);
        Item item = new Item(bytes, header, new String(name, StandardCharsets.US_ASCII));
        item.swap16(-header, -header + 2);
        item.swap16(4 - header, 8 - header);
        bytes.put(8, (byte) 0);
        return item;
    }

    /** Whether bytes begin with the header of big-endian ICU data. */
    static boolean isItem(ByteBuffer bytes) {
        return bytes.limit() >= LEAST_HEADER
                && bytes.get(2) == (byte) 0xda
                && bytes.get(3) == 0x27
                && bytes.get(8) == 1;
    }

    /** The four letters that name the format. */
    String format() {
        return format;
    }

    /** The first number of the format's version. */
    int formatVersion() {
        return bytes.get(16) & 0xff;
    }

    /** Bytes of the body. */
    int length() {
        return bytes.limit() - body;
    }

    int int32(int offset) {
        return bytes.getInt(body + offset);
    }

    int uint16(int offset) {
        return bytes.getShort(body + offset) & 0xffff;
    }

    /** A part of the body as bytes of their own right; they share their content with this. */
    ByteBuffer slice(int offset, int length) {
        return bytes.slice(body + offset, length);
    }

    void swap16(int from, int to) {
        swap(from, to, 2);
    }

    void swap32(int from, int to) {
        swap(from, to, 4);
    }

    void swap64(int from, int to) {
        swap(from, to, 8);
    }

    private void swap(int from, int to, int width) {
        if ((to - from) % width != 0) {
            throw new IllegalArgumentException(format + ": " + from + " to " + to + " are not units of " + width);
        }
        for (int at = body + from; at < body + to; at += width) {
            switch (width) {
                case 2 -> bytes.putShort(at, Short.reverseBytes(bytes.getShort(at)));
                case 4 -> bytes.putInt(at, Integer.reverseBytes(bytes.getInt(at)));
                default -> bytes.putLong(at, Long.reverseBytes(bytes.getLong(at)));
            }
        }
    }
}
