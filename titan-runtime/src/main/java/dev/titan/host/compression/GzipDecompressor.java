package dev.titan.host.compression;

import dev.titan.host.OperationException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/** For gzip (RFC 1952), one member. Head and trailer may come in pieces of any size. */
final class GzipDecompressor implements Codec {
    private static final int HEAD = 10;
    private static final int TRAILER = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final Decompressor content = new Decompressor(true);
    private final CRC32 checksum = new CRC32();
    private long length;
    private boolean inside;

    /** What has come of the head, or of the trailer, and is not whole yet. */
    private byte[] pending = new byte[0];

    @Override
    public byte[] write(byte[] chunk, boolean last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = chunk;
        if (!inside) {
            bytes = join(pending, chunk);
            int head = headLength(bytes);
            inside = head >= 0;
            pending = inside ? new byte[0] : bytes;
            bytes = inside ? Arrays.copyOfRange(bytes, head, bytes.length) : new byte[0];
        }
        if (inside) {
            pending = join(pending, content.inflate(bytes, out));
            byte[] plain = out.toByteArray();
            checksum.update(plain);
            length += plain.length;
            if (content.finished()) {
                checkTrailer();
            }
        }
        if (last && !(content.finished() && pending.length == TRAILER)) {
            throw OperationException.type("the compressed data ends too early");
        }
        return out.toByteArray();
    }

    /** @return bytes of the head, -1 while it is not whole */
    private static int headLength(byte[] bytes) {
        int[] magic = {0x1f, 0x8b, 8};
        for (int i = 0; i < Math.min(magic.length, bytes.length); i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                throw OperationException.type("the compressed data is not gzip");
            }
        }
        if (bytes.length < HEAD) {
            return -1;
        }
        int flags = bytes[3];
        int at = HEAD;
        if ((flags & EXTRA) != 0) {
            if (bytes.length < at + 2) {
                return -1;
            }
            at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
        }
        for (int text : new int[] {NAME, COMMENT}) {
            if ((flags & text) != 0) {
                while (at < bytes.length && bytes[at] != 0) {
                    at++;
                }
                at++;
            }
        }
        at += (flags & HEADER_CHECKSUM) != 0 ? 2 : 0;
        return at <= bytes.length ? at : -1;
    }

    private void checkTrailer() {
        if (pending.length > TRAILER) {
            throw OperationException.type("the compressed data is followed by something else");
        }
        if (pending.length == TRAILER && (number(0) != checksum.getValue() || number(4) != (length & 0xffff_ffffL))) {
            throw OperationException.type("the compressed data does not match its checksum");
        }
    }

    private long number(int at) {
        long value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | pending[at + i] & 0xff;
        }
        return value;
    }

    private static byte[] join(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public void close() {
        content.close();
    }
}
