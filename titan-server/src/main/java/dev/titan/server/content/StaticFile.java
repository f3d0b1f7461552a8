package dev.titan.server.content;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that can be served. Immutable; the file may change beneath it.
 *
 * @param name without folders
 * @param size bytes
 * @param modifiedMillis when it was last modified, milliseconds since 1970; negative when that says nothing of its content
 * @param etag strong, quotes included
 * @param content reads it
 */
record StaticFile(String name, long size, long modifiedMillis, String etag, Content content) {

    /** Reads the bytes of a file. */
    interface Content {
        /**
         * Opens it; the caller closes.
         *
         * @param from the first byte to be read, from 0
         */
        InputStream open(long from) throws IOException;
    }
}
