package dev.titan.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of MessagePack in a buffer that grows. Confined to one thread. https://github.com/msgpack/msgpack/blob/master/spec.md */
final class PackWriter {
    private byte[] bytes = new byte[256];
    private int size;

    /** A view of what was written; valid until more is. */
    ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    int size() {
        return size;
    }

    void u8(int value) {
        grow(1);
        bytes[size++] = (byte) value;
    }

    void u16(int value) {
        u8(value >>> 8);
        u8(value);
    }

    void u32(long value) {
        u16((int) (value >>> 16));
        u16((int) value);
    }

    void u64(long value) {
        u32(value >>> 32);
        u32(value);
    }

    void raw(byte[] source, int length) {
        grow(length);
        System.arraycopy(source, 0, bytes, size, length);
        size += length;
    }

    void nil() {
        u8(0xc0);
    }

    void bool(boolean value) {
        u8(value ? 0xc3 : 0xc2);
    }

    /** A number as JavaScript has it: an integer of up to 32 bits in its shortest form, else a float64. The caller has checked that a double holds it. */
    void number(long value) {
        if (value >= 0) {
            if (value < 0x80) {
                u8((int) value);
            } else if (value < 0x100) {
                u8(0xcc);
                u8((int) value);
            } else if (value < 0x1_0000) {
                u8(0xcd);
                u16((int) value);
            } else if (value < 0x1_0000_0000L) {
                u8(0xce);
                u32(value);
            } else {
                float64((double) value);
            }
        } else if (value >= -0x20) {
            u8((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            u8(0xd0);
            u8((int) value);
        } else if (value >= Short.MIN_VALUE) {
            u8(0xd1);
            u16((int) value);
        } else if (value >= Integer.MIN_VALUE) {
            u8(0xd2);
            u32(value);
        } else {
            float64((double) value);
        }
    }

    /** A number; whole ones travel as integers, -0 does not. */
    void number(double value) {
        long whole = (long) value;
        if (whole == value && (whole != 0 || 1 / value > 0)) {
            number(whole);
        } else {
            float64(value);
        }
    }

    private void float64(double value) {
        u8(0xcb);
        u64(Double.doubleToLongBits(value));
    }

    /** A half of a surrogate pair without its other becomes U+FFFD, as in JavaScript's own encoder. */
    void string(String value) {
        byte[] utf8 = wellFormed(value).getBytes(StandardCharsets.UTF_8);
        int length = utf8.length;
        if (length < 32) {
            u8(0xa0 | length);
        } else if (length < 0x100) {
            u8(0xd9);
            u8(length);
        } else if (length < 0x1_0000) {
            u8(0xda);
            u16(length);
        } else {
            u8(0xdb);
            u32(length);
        }
        raw(utf8, length);
    }

    void binary(byte[] value) {
        int length = value.length;
        if (length < 0x100) {
            u8(0xc4);
            u8(length);
        } else if (length < 0x1_0000) {
            u8(0xc5);
            u16(length);
        } else {
            u8(0xc6);
            u32(length);
        }
        raw(value, length);
    }

    void arrayHeader(int length) {
        header(length, 0x90, 0xdc);
    }

    void mapHeader(int length) {
        header(length, 0x80, 0xde);
    }

    private void header(int length, int small, int large) {
        if (length < 16) {
            u8(small | length);
        } else if (length < 0x1_0000) {
            u8(large);
            u16(length);
        } else {
            u8(large + 1);
            u32(length);
        }
    }

    /** An extension whose payload another writer has. */
    void extension(int code, PackWriter payload) {
        extensionHeader(code, payload.size);
        raw(payload.bytes, payload.size);
    }

    void extensionHeader(int code, int length) {
        switch (length) {
            case 1 -> u8(0xd4);
            case 2 -> u8(0xd5);
            case 4 -> u8(0xd6);
            case 8 -> u8(0xd7);
            case 16 -> u8(0xd8);
            default -> {
                if (length < 0x100) {
                    u8(0xc7);
                    u8(length);
                } else if (length < 0x1_0000) {
                    u8(0xc8);
                    u16(length);
                } else {
                    u8(0xc9);
                    u32(length);
                }
            }
        }
        u8(code);
    }

    private void grow(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    private static String wellFormed(String value) {
        StringBuilder mended = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                continue;
            }
            mended = mended == null ? new StringBuilder(value) : mended;
            mended.setCharAt(i, '\uFFFD');
        }
        return mended == null ? value : mended.toString();
    }
}
