package dev.titan.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads bytes of MessagePack. A length is checked against what is left before anything is made of that size. */
final class PackReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    PackReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    static PackReader of(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new PackReader(bytes, 0, bytes.length);
    }

    int remaining() {
        return end - at;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xff;
    }

    int i8() {
        return (byte) u8();
    }

    int u16() {
        return u8() << 8 | u8();
    }

    long u32() {
        return (long) u16() << 16 | u16();
    }

    long u64() {
        return u32() << 32 | u32();
    }

    /** A length of 32 bits of items of which each takes at least so many bytes. */
    int count(long count, int least) {
        if (count * least > remaining()) {
            throw malformed(count + " items are announced, with " + remaining() + " bytes left");
        }
        return (int) count;
    }

    byte[] raw(long length) {
        int size = count(length, 1);
        at += size;
        return Arrays.copyOfRange(bytes, at - size, at);
    }

    /** Bytes that are no UTF-8 become U+FFFD, as JavaScript's decoder has it. */
    String utf8(long length) {
        int size = count(length, 1);
        at += size;
        return new String(bytes, at - size, size, StandardCharsets.UTF_8);
    }

    /** The next bytes as a reader of their own, which this one has then passed. */
    PackReader slice(long length) {
        int size = count(length, 1);
        at += size;
        return new PackReader(bytes, at - size, at);
    }

    static SerializationException malformed(String why) {
        return new SerializationException("bytes that are no value of Netron: " + why);
    }

    private void need(int length) {
        if (length > end - at) {
            throw malformed("they end in the middle of a value");
        }
    }
}
