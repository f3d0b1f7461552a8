package dev.titan.server;

import dev.titan.runtime.RequestBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that hold large parts of request bodies until their invocation has ended. */
final class TemporaryFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);

    private TemporaryFiles() {}

    /** Whether a body has any. */
    static boolean in(RequestBody body) {
        if (body instanceof RequestBody.Multipart multipart) {
            for (RequestBody.Part part : multipart.parts()) {
                if (part instanceof RequestBody.FilePart file && file.file() != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Deletes those of a body. Blocks. */
    static void deleteAll(RequestBody body) {
        if (body instanceof RequestBody.Multipart multipart) {
            for (RequestBody.Part part : multipart.parts()) {
                if (part instanceof RequestBody.FilePart file && file.file() != null) {
                    delete(file.file());
                }
            }
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The temporary file {} could not be deleted", file, e);
        }
    }
}
