package dev.titan.server.netron;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the little msgpack that the server itself has to say. */
final class PackWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    PackWriter u8(int value) {
        out.write(value);
        return this;
    }

    PackWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    PackWriter u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    PackWriter raw(byte[] bytes, int from, int to) {
        out.write(bytes, from, to - from);
        return this;
    }

    PackWriter nil() {
        return u8(0xc0);
    }

    PackWriter undefined() {
        return u8(0xd4).u16(0);
    }

    PackWriter bool(boolean value) {
        return u8(value ? 0xc3 : 0xc2);
    }

    /** A number of at least 0. */
    PackWriter number(int value) {
        return value < 0x80 ? u8(value) : u8(0xce).u32(value);
    }

    PackWriter decimal(double value) {
        long bits = Double.doubleToLongBits(value);
        return u8(0xcb).u32((int) (bits >>> 32)).u32((int) bits);
    }

    PackWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            u8(0xa0 | bytes.length);
        } else {
            u8(0xda).u16(bytes.length);
        }
        return raw(bytes, 0, bytes.length);
    }

    /** The head of a map of up to 15 entries. */
    PackWriter map(int entries) {
        return u8(0x80 | entries);
    }

    /** The head of an array of up to 15 elements. */
    PackWriter array(int elements) {
        return u8(0x90 | elements);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
