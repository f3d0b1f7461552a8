package dev.titan.bundler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of esbuild's service protocol, which is JSON with byte arrays: after a length of four bytes an id, doubled, odd for a response, then a value;
 * each value begins with a byte that tells its kind; numbers are little-endian. The protocol belongs to one version of esbuild.
 *
 * @param value a Map with String keys, List, String, byte[], Integer, Boolean or null
 */
record EsbuildPacket(int id, boolean request, @Nullable Object value) {
    private static final int NULL = 0;
    private static final int BOOLEAN = 1;
    private static final int INTEGER = 2;
    private static final int STRING = 3;
    private static final int BYTES = 4;
    private static final int LIST = 5;
    private static final int MAP = 6;

    /** The whole message, its length included. */
    byte[] encode() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        integer(body, id << 1 | (request ? 0 : 1));
        write(body, value);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.size() + Integer.BYTES);
        integer(whole, body.size());
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, @Nullable Object value) {
        if (value == null) {
            out.write(NULL);
        } else if (value instanceof Boolean flag) {
            out.write(BOOLEAN);
            out.write(flag ? 1 : 0);
        } else if (value instanceof Integer number) {
            out.write(INTEGER);
            integer(out, number);
        } else if (value instanceof String text) {
            out.write(STRING);
            bytes(out, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] bytes) {
            out.write(BYTES);
            bytes(out, bytes);
        } else if (value instanceof List<?> list) {
            out.write(LIST);
            integer(out, list.size());
            list.forEach(item -> write(out, item));
        } else if (value instanceof Map<?, ?> map) {
            out.write(MAP);
            integer(out, map.size());
            map.forEach((key, item) -> {
                bytes(out, ((String) key).getBytes(StandardCharsets.UTF_8));
                write(out, item);
            });
        } else {
            throw new IllegalArgumentException("no value of a packet: " + value.getClass());
        }
    }

    private static void integer(ByteArrayOutputStream out, int value) {
        out.write(value);
        out.write(value >>> 8);
        out.write(value >>> 16);
        out.write(value >>> 24);
    }

    private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
        integer(out, bytes.length);
        out.writeBytes(bytes);
    }

    /**
     * Reads a message without its length.
     *
     * @throws IOException when it is malformed
     */
    static EsbuildPacket decode(byte[] message) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int id = in.getInt();
            Object value = read(in);
            if (in.hasRemaining()) {
                throw new IOException("esbuild sent a packet with " + in.remaining() + " bytes too many");
            }
            return new EsbuildPacket(id >>> 1, (id & 1) == 0, value);
        } catch (RuntimeException e) {
            throw new IOException("esbuild sent a malformed packet", e);
        }
    }

    private static @Nullable Object read(ByteBuffer in) throws IOException {
        int kind = in.get();
        return switch (kind) {
            case NULL -> null;
            case BOOLEAN -> in.get() != 0;
            case INTEGER -> in.getInt();
            case STRING -> new String(bytes(in), StandardCharsets.UTF_8);
            case BYTES -> bytes(in);
            case LIST -> {
                int size = in.getInt();
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(read(in));
                }
                yield list;
            }
            case MAP -> {
                int size = in.getInt();
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = 0; i < size; i++) {
                    map.put(new String(bytes(in), StandardCharsets.UTF_8), read(in));
                }
                yield map;
            }
            default -> throw new IOException("esbuild sent a value of unknown kind " + kind);
        };
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[Math.min(in.getInt(), in.remaining() + 1)];
        in.get(bytes);
        return bytes;
    }
}
