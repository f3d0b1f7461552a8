package dev.titan.runtime;

import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads the content of an uploaded file: {@code file.text()} and its like. */
final class ReadPart implements Operation {
    private final Executor files;

    /** @param files runs what waits for the disk */
    ReadPart(Executor files) {
        this.files = files;
    }

    @Override
    public CompletionStage<byte[]> start(OperationCall call) {
        RequestBody.FilePart part =
                call.scope() instanceof Scope scope ? scope.part((int) call.number(0, "part")) : null;
        if (part == null) {
            throw new OperationException("AbortError", "", "the request of this file has ended", null);
        }
        byte[] bytes = part.bytes();
        Path file = part.file();
        if (bytes != null || file == null) {
            return CompletableFuture.completedFuture(bytes);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Files.readAllBytes(file);
                    } catch (IOException e) {
                        throw new OperationException(
                                "NotReadableError", "", "the uploaded file " + part.filename() + " cannot be read", e);
                    }
                },
                files);
    }
}
