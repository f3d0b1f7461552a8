package dev.titan.host.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

final class Compressor implements Codec {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Deflater deflater;
    private final DeflaterOutputStream out;

    Compressor(String format) {
        deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, !format.equals("deflate"));
        try {
            out = format.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes, deflater);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] write(byte[] chunk, boolean last) {
        try {
            out.write(chunk);
            if (last) {
                out.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] written = bytes.toByteArray();
        bytes.reset();
        return written;
    }

    @Override
    public void close() {
        try {
            // What it writes at its end is not wanted.
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
    }
}
