package dev.titan.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One message of a connection: {@code u32 id | u8 flags | value}, and of a stream {@code | u32 stream | u32 index} behind it.
 *
 * @param id pairs a response with its request
 * @param stream of a chunk, else 0
 */
record Packet(long id, int flags, @Nullable Object value, long stream) {
    static final int PING = 0;
    static final int GET = 1;
    static final int SET = 2;
    static final int CALL = 3;
    static final int TASK = 4;
    static final int STREAM = 5;
    static final int STREAM_ERROR = 6;
    static final int STREAM_CLOSE = 7;
    /** Extensions, sent to a server that has offered them only. */
    static final int CANCEL = 8;

    static final int CREDIT = 9;
    static final int META = 10;

    static final int END = 0x10;
    static final int REQUEST = 0x40;
    static final int ERROR = 0x80;

    /** The longest message, in bytes. */
    static final int LIMIT = 16 << 20;

    private static final int TYPE = 0x0f;

    int type() {
        return flags & TYPE;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /**
     * Reads a message.
     *
     * @throws SerializationException if it is none
     */
    static Packet read(ByteBuffer message) {
        PackReader in = PackReader.of(message);
        long id = in.u32();
        int flags = in.u8();
        int type = flags & TYPE;
        if (type > STREAM_CLOSE) {
            // What this side does not know it ignores, whatever it holds.
            return new Packet(id, flags, null, 0);
        }
        Object value = new Decoder(in).value();
        long stream = 0;
        if (type == STREAM) {
            stream = in.u32();
            in.u32();
        }
        if (in.remaining() > 0) {
            throw PackReader.malformed(in.remaining() + " bytes behind it");
        }
        return new Packet(id, flags, value, stream);
    }

    /**
     * A request as a message.
     *
     * @param name what the value is called in messages
     * @throws SerializationException if a value cannot be sent, or is too large
     */
    static ByteBuffer request(long id, int type, @Nullable Object value, String name) {
        PackWriter out = new PackWriter();
        out.u32(id);
        out.u8(REQUEST | type);
        Encoder.write(out, value, name);
        if (out.size() > LIMIT) {
            throw new SerializationException(name + " takes " + out.size() + " bytes; at most " + LIMIT + " are sent");
        }
        return out.written();
    }
}
