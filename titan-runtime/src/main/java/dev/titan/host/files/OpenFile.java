package dev.titan.host.files;

import java.io.IOException;
import java.io.InputStream;

/** A file that is read piece by piece. Its invocation reads one piece after the other. */
final class OpenFile implements AutoCloseable {
    private static final int PIECE_BYTES = 128 << 10;

    private final InputStream in;
    private long left;

    /** @param left how many bytes of the stream to read at most */
    OpenFile(InputStream in, long left) {
        this.in = in;
        this.left = left;
    }

    /** Empty at the end; the file is closed by then. */
    byte[] next() throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(left, PIECE_BYTES));
        left -= bytes.length;
        if (bytes.length == 0) {
            close();
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
