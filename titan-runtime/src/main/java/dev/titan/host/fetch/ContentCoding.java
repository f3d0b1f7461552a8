package dev.titan.host.fetch;

import dev.titan.host.OperationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/** Undoes the codings of a body (RFC 9110, section 8.4.1). */
final class ContentCoding {
    private static final int PIECE = 8 << 10;

    private ContentCoding() {}

    /**
     * @param codings gzip, x-gzip, deflate or br, to be undone in this order
     * @param limit bytes that no step may give more of
     * @throws OperationException when the bytes are not in the coding, or too many come of them
     */
    static byte[] decode(byte[] bytes, List<String> codings, long limit) {
        byte[] decoded = bytes;
        for (String coding : codings) {
            if (decoded.length > 0) {
                decoded = decode(decoded, coding, limit);
            }
        }
        return decoded;
    }

    private static byte[] decode(byte[] bytes, String coding, long limit) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(Math.max(PIECE, bytes.length));
        // Some senders mean the bare format by "deflate", without zlib's header.
        Inflater inflater = new Inflater(!isZlib(bytes));
        try (InputStream in = open(new ByteArrayInputStream(bytes), coding, inflater)) {
            byte[] piece = new byte[PIECE];
            int read;
            while ((read = in.read(piece)) > 0) {
                if (decoded.size() + (long) read > limit) {
                    throw FetchErrors.tooLarge(limit);
                }
                decoded.write(piece, 0, read);
            }
        } catch (IOException e) {
            throw FetchErrors.failed("EPROTO", "the body is not in the coding that the answer names, " + coding, e);
        } finally {
            inflater.end();
        }
        return decoded.toByteArray();
    }

    private static InputStream open(InputStream bytes, String coding, Inflater inflater) throws IOException {
        return switch (coding) {
            case "deflate" -> new InflaterInputStream(bytes, inflater);
            case "br" -> new BrotliInputStream(bytes);
            default -> new GZIPInputStream(bytes, PIECE);
        };
    }

    private static boolean isZlib(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] & 15) == 8 && ((bytes[0] & 255) << 8 | bytes[1] & 255) % 31 == 0;
    }
}
