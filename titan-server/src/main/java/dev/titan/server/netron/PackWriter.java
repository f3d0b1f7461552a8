package dev.titan.server.netron;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the msgpack that the server itself has to say, in the shortest form. */
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

    PackWriter raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
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

    /** A number of at least 0, as u32. */
    PackWriter number(int value) {
        if (value >= 0 && value < 0x80) {
            return u8(value);
        }
        return value >= 0 && value < 0x100
                ? u8(0xcc).u8(value)
                : value >= 0 && value < 0x10000 ? u8(0xcd).u16(value) : u8(0xce).u32(value);
    }

    /** A number below 0. */
    PackWriter negative(int value) {
        if (value >= -32) {
            return u8(value & 0xff);
        }
        return value >= Byte.MIN_VALUE
                ? u8(0xd0).u8(value & 0xff)
                : value >= Short.MIN_VALUE ? u8(0xd1).u16(value & 0xffff) : u8(0xd2).u32(value);
    }

    PackWriter u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    PackWriter decimal(double value) {
        return u8(0xcb).u64(Double.doubleToLongBits(value));
    }

    PackWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            u8(0xa0 | bytes.length);
        } else if (bytes.length < 0x100) {
            u8(0xd9).u8(bytes.length);
        } else {
            head(bytes.length, 0xda);
        }
        return raw(bytes);
    }

    PackWriter binary(byte[] bytes) {
        if (bytes.length < 0x100) {
            u8(0xc4).u8(bytes.length);
        } else {
            head(bytes.length, 0xc5);
        }
        return raw(bytes);
    }

    /** @param code of the type, above 0 */
    PackWriter extension(int code, byte[] content) {
        int length = content.length;
        if (length > 0 && length <= 16 && Integer.bitCount(length) == 1) {
            u8(0xd4 + Integer.numberOfTrailingZeros(length));
        } else if (length < 0x100) {
            u8(0xc7).u8(length);
        } else {
            head(length, 0xc8);
        }
        return u8(code).raw(content);
    }

    /** The head of a map. */
    PackWriter map(int entries) {
        return entries < 16 ? u8(0x80 | entries) : head(entries, 0xde);
    }

    /** The head of an array. */
    PackWriter array(int elements) {
        return elements < 16 ? u8(0x90 | elements) : head(elements, 0xdc);
    }

    /** @param shorter what stands before a count of two bytes; the next code stands before one of four */
    private PackWriter head(int count, int shorter) {
        return count < 0x10000 ? u8(shorter).u16(count) : u8(shorter + 1).u32(count);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
