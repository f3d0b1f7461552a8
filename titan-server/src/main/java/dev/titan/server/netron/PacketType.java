package dev.titan.server.netron;

/** Packets: {@code u32 id, u8 flags, value}. The constants are what the flags hold. */
final class PacketType {
    static final int PING = 0;
    static final int GET = 1;
    static final int SET = 2;
    static final int CALL = 3;
    static final int TASK = 4;
    static final int STREAM_ERROR = 6;
    static final int STREAM_CLOSE = 7;
    static final int CANCEL = 8;
    static final int CREDIT = 9;
    static final int META = 10;

    /** The bits of the type. */
    static final int MASK = 0x0f;

    static final int REQUEST = 0x40;
    static final int ERROR = 0x80;

    /** Id and flags. */
    static final int HEAD_BYTES = 5;

    private PacketType() {}

    static int u32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }

    static void putU32(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /** What ends a stream with an error, of the server's own accord. */
    static byte[] streamError(int id, int stream, WireError error) {
        byte[] value = error.packed();
        return new PackWriter()
                .u32(id)
                .u8(REQUEST | STREAM_ERROR)
                .map(3)
                .text("streamId")
                .text(String.valueOf(stream))
                .text("message")
                .text(error.message())
                .text("error")
                .raw(value)
                .bytes();
    }

    /** A response that is an error. */
    static byte[] error(int id, int flags, WireError error) {
        byte[] value = error.packed();
        return new PackWriter().u32(id).u8(flags & ~REQUEST | ERROR).raw(value).bytes();
    }
}
