package dev.titan.host.compression;

import dev.titan.host.OperationException;

/** One stream that is being compressed or decompressed. Used by one thread at a time. */
interface Codec extends AutoCloseable {
    /**
     * Takes a chunk.
     *
     * @param last whether nothing follows
     * @return what has come of it so far, perhaps nothing
     * @throws OperationException a TypeError, when the data is not of the format
     */
    byte[] write(byte[] chunk, boolean last);

    @Override
    void close();

    /** @param format {@code gzip}, {@code deflate} or {@code deflate-raw} */
    static Codec of(String format, boolean compress) {
        if (compress) {
            return new Compressor(format);
        }
        return format.equals("gzip") ? new GzipDecompressor() : new Decompressor(format.equals("deflate-raw"));
    }
}
