package dev.titan.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The heaps of a runtime's isolates, for tests. */
public final class IsolateHeaps {
    private IsolateHeaps() {}

    /** Bytes of JavaScript objects that are in use, after a collection, in all isolates together. */
    public static long used(TitanRuntime runtime) {
        List<CompletableFuture<Long>> told = new ArrayList<>();
        runtime.forEachWorker(worker -> {
            CompletableFuture<Long> used = new CompletableFuture<>();
            worker.post(() -> {
                worker.isolate().compact();
                used.complete(worker.isolate().heap().used());
            });
            told.add(used);
        });
        return told.stream().mapToLong(CompletableFuture::join).sum();
    }
}
