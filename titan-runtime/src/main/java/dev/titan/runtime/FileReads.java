package dev.titan.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads uploaded files off the workers' threads. */
final class FileReads {
    private final ExecutorService threads;

    FileReads(ExecutorService threads) {
        this.threads = threads;
    }

    /** @param done called with the content, or null and what went wrong; on a thread of the pool or on the caller's */
    void read(RequestBody.FilePart part, BiConsumer<byte @Nullable [], @Nullable String> done) {
        byte[] bytes = part.bytes();
        if (bytes != null) {
            done.accept(bytes, null);
            return;
        }
        threads.execute(() -> {
            try {
                done.accept(Files.readAllBytes(java.util.Objects.requireNonNull(part.file())), null);
            } catch (IOException e) {
                done.accept(null, "the uploaded file " + part.filename() + " cannot be read");
            }
        });
    }
}
