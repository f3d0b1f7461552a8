package dev.titan.host.compression;

import dev.titan.host.OperationException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** For zlib (RFC 1950) and raw deflate (RFC 1951). */
final class Decompressor implements Codec {
    private static final int BUFFER = 16 * 1024;

    private final Inflater inflater;
    private final byte[] buffer = new byte[BUFFER];

    Decompressor(boolean raw) {
        inflater = new Inflater(raw);
    }

    @Override
    public byte[] write(byte[] chunk, boolean last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (inflate(chunk, out).length > 0) {
            throw OperationException.type("the compressed data is followed by something else");
        }
        if (last && !inflater.finished()) {
            throw OperationException.type("the compressed data ends too early");
        }
        return out.toByteArray();
    }

    boolean finished() {
        return inflater.finished();
    }

    /** @return the bytes beyond the end of the compressed data */
    byte[] inflate(byte[] chunk, ByteArrayOutputStream out) {
        if (inflater.finished()) {
            return chunk;
        }
        inflater.setInput(chunk);
        try {
            int count;
            while ((count = inflater.inflate(buffer)) > 0) {
                out.write(buffer, 0, count);
            }
        } catch (DataFormatException e) {
            throw OperationException.type("the compressed data is malformed");
        }
        if (inflater.needsDictionary()) {
            throw OperationException.type("the compressed data needs a dictionary");
        }
        if (!inflater.finished()) {
            return new byte[0];
        }
        return Arrays.copyOfRange(chunk, chunk.length - inflater.getRemaining(), chunk.length);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
