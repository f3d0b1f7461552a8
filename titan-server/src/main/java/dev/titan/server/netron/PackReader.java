package dev.titan.server.netron;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Looks into msgpack without making values of it: what a packet is for, and whether it is one. Throws nothing but {@link MalformedException}. */
final class PackReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    /** The bytes are no msgpack, or not what is wanted. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException() {
            super("the bytes are not the value that is expected", null, false, false);
        }
    }

    PackReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
        this.end = bytes.length;
    }

    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at == end;
    }

    private int take(long count) throws MalformedException {
        int start = at;
        if (count < 0 || count > end - at) {
            throw new MalformedException();
        }
        at += (int) count;
        return start;
    }

    private int u8() throws MalformedException {
        return bytes[take(1)] & 0xff;
    }

    private int u16() throws MalformedException {
        return u8() << 8 | u8();
    }

    private long u32() throws MalformedException {
        return (long) u16() << 16 | u16();
    }

    /** The number of elements, if an array is next. */
    long array() throws MalformedException {
        int head = u8();
        if (head >= 0x90 && head < 0xa0) {
            return head & 15;
        }
        if (head == 0xdc) {
            return u16();
        }
        if (head == 0xdd) {
            return u32();
        }
        throw new MalformedException();
    }

    /** The number of entries, if a map is next. */
    long map() throws MalformedException {
        int head = u8();
        if (head >= 0x80 && head < 0x90) {
            return head & 15;
        }
        if (head == 0xde) {
            return u16();
        }
        if (head == 0xdf) {
            return u32();
        }
        throw new MalformedException();
    }

    /** The text, if one is next; else null, and nothing is read. */
    @Nullable
    String text() throws MalformedException {
        int head = at < end ? bytes[at] & 0xff : 0;
        long length;
        int before = at;
        if (head >= 0xa0 && head < 0xc0) {
            at++;
            length = head & 31;
        } else if (head == 0xd9) {
            at++;
            length = u8();
        } else if (head == 0xda) {
            at++;
            length = u16();
        } else {
            return null;
        }
        int start = take(length);
        if (at < before) {
            throw new MalformedException();
        }
        return new String(bytes, start, (int) length, StandardCharsets.UTF_8);
    }

    /** A number that is whole, or a text that is one. */
    long integer() throws MalformedException {
        String text = text();
        if (text != null) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new MalformedException();
            }
        }
        int head = u8();
        if (head < 0x80) {
            return head;
        }
        return switch (head) {
            case 0xcc -> u8();
            case 0xcd -> u16();
            case 0xce -> u32();
            case 0xcb -> whole(Double.longBitsToDouble(u32() << 32 | u32()));
            case 0xcf, 0xd3 -> u32() << 32 | u32();
            case 0xd0 -> (byte) u8();
            case 0xd1 -> (short) u16();
            case 0xd2 -> (int) u32();
            default -> head >= 0xe0 ? (byte) head : fail();
        };
    }

    private static long whole(double number) throws MalformedException {
        return Double.isNaN(number) ? fail() : (long) number;
    }

    private static long fail() throws MalformedException {
        throw new MalformedException();
    }

    /** Passes one value, however deep. */
    void skip() throws MalformedException {
        for (long left = 1; left > 0; left--) {
            int head = u8();
            if (head < 0x80 || head >= 0xe0 || head == 0xc0 || head == 0xc2 || head == 0xc3) {
                continue;
            }
            if (head < 0x90) {
                left += 2L * (head & 15);
            } else if (head < 0xa0) {
                left += head & 15;
            } else if (head < 0xc0) {
                take(head & 31);
            } else {
                left += skipLong(head);
            }
        }
    }

    /** @return how many values belong to the one that has begun */
    private long skipLong(int head) throws MalformedException {
        switch (head) {
            case 0xc4, 0xd9 -> take(u8());
            case 0xc5, 0xda -> take(u16());
            case 0xc6, 0xdb -> take(u32());
            case 0xc7 -> take(u8() + 1);
            case 0xc8 -> take(u16() + 1);
            case 0xc9 -> take(u32() + 1);
            case 0xca, 0xce, 0xd2 -> take(4);
            case 0xcb, 0xcf, 0xd3 -> take(8);
            case 0xcc, 0xd0 -> take(1);
            case 0xcd, 0xd1 -> take(2);
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> take((1L << (head - 0xd4)) + 1);
            case 0xdc -> {
                return u16();
            }
            case 0xdd -> {
                return u32();
            }
            case 0xde -> {
                return 2L * u16();
            }
            case 0xdf -> {
                return 2 * u32();
            }
            default -> throw new MalformedException();
        }
        return 0;
    }
}
