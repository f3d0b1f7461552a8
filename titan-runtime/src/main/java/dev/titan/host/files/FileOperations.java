package dev.titan.host.files;

import dev.titan.host.BytePipe;
import dev.titan.host.HostThreads;
import dev.titan.host.HostValue;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import dev.titan.host.files.FileReach.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** The operations behind {@code t.fs}, by the names that JavaScript has for them. They block threads of their own. Safe for use by many threads. */
public final class FileOperations implements AutoCloseable {
    private static final int THREADS = 16;

    private final FileReach reach;
    private final ThreadPoolExecutor threads = HostThreads.pool("titan-fs", THREADS);

    public FileOperations(FileSettings settings) {
        reach = new FileReach(settings);
    }

    /** The first argument of each is its name for messages, the second the path. */
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                Map.entry("fs.read", call -> run(call, path -> FileWork.read(path, api(call), call.arguments()))),
                Map.entry("fs.stat", call -> run(call, FileWork::stat)),
                Map.entry("fs.list", call -> run(call, path -> FileWork.list(path, flag(call, 2)))),
                Map.entry("fs.open", call -> run(call, path -> FileWork.open(path, number(call, 2), number(call, 3)))),
                Map.entry("fs.next", FileOperations.this::next),
                Map.entry("fs.close", FileOperations.this::close),
                Map.entry(
                        "fs.write",
                        call -> change(call, Use.WRITE, path -> FileWork.write(path, bytes(call), flag(call, 2)))),
                Map.entry("fs.append", call -> change(call, Use.WRITE, path -> FileWork.append(path, bytes(call)))),
                Map.entry("fs.receive", FileOperations.this::receive),
                Map.entry("fs.mkdir", call -> change(call, Use.WRITE, FileWork::makeFolder)),
                Map.entry("fs.delete", call -> change(call, Use.REMOVE, path -> FileWork.delete(path, flag(call, 2)))),
                Map.entry("fs.copy", call -> change(call, Use.WRITE, to -> FileWork.copy(from(call, Use.READ), to))),
                Map.entry("fs.move", call -> change(call, Use.WRITE, to -> FileWork.move(from(call, Use.REMOVE), to))));
    }

    /** Something that may take long, with a place that may be reached. */
    private interface Work {
        @Nullable
        Object run(Path path) throws IOException;
    }

    private static String api(OperationCall call) {
        return call.text(0, "api");
    }

    private static byte[] bytes(OperationCall call) {
        byte[] bytes = call.bytes();
        return bytes == null ? new byte[0] : bytes;
    }

    private static boolean flag(OperationCall call, int index) {
        return Boolean.TRUE.equals(call.arguments().get(index));
    }

    private static long number(OperationCall call, int index) {
        return (long) call.number(index, "position");
    }

    /** Where a copy or a move is from: the third argument. */
    private Path from(OperationCall call, Use use) throws IOException {
        return reach.find(api(call), call.arguments().get(2), use);
    }

    private CompletionStage<@Nullable Object> run(OperationCall call, Work work) {
        return change(call, Use.READ, work);
    }

    private CompletionStage<@Nullable Object> change(OperationCall call, Use use, Work work) {
        Object given = call.arguments().get(1);
        return later(api(call), given, () -> work.run(reach.find(api(call), given, use)));
    }

    private interface Step {
        @Nullable
        Object run() throws IOException;
    }

    private CompletionStage<@Nullable Object> later(String api, @Nullable Object path, Step step) {
        CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
        threads.execute(() -> {
            if (outcome.isDone()) {
                return;
            }
            try {
                Object value = step.run();
                if (!outcome.complete(value) && value instanceof HostValue unwanted && unwanted.resource() != null) {
                    unwanted.resource().close();
                }
            } catch (IOException | RuntimeException e) {
                outcome.completeExceptionally(FileErrors.of(api, String.valueOf(path), e));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return outcome;
    }

    private CompletionStage<@Nullable Object> next(OperationCall call) {
        OpenFile file = call.scope().resource((int) call.number(0, "file"), OpenFile.class);
        return later("t.fs.stream", "the file", file::next);
    }

    private CompletionStage<@Nullable Object> close(OperationCall call) {
        int number = (int) call.number(0, "file");
        OpenFile file = call.scope().resource(number, OpenFile.class);
        call.scope().forget(number);
        return later("t.fs.stream", "the file", () -> {
            file.close();
            return null;
        });
    }

    /** Writes a file out of a pipe: its number is the third argument. */
    private CompletionStage<@Nullable Object> receive(OperationCall call) {
        BytePipe pipe = call.scope().resource((int) call.number(2, "pipe"), BytePipe.class);
        CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
        outcome.whenComplete((value, error) -> {
            if (error != null) {
                pipe.cancel();
            }
        });
        String api = api(call);
        Object path = Objects.requireNonNull(call.arguments().get(1));
        later(api, path, () -> {
                    NewFile file = new NewFile(reach.find(api, path, Use.WRITE));
                    take(api, path, file, pipe, outcome);
                    return null;
                })
                .whenComplete((value, error) -> {
                    if (error != null) {
                        outcome.completeExceptionally(error);
                    }
                });
        return outcome;
    }

    private void take(
            String api, Object path, NewFile file, BytePipe pipe, CompletableFuture<@Nullable Object> outcome) {
        pipe.read()
                .whenComplete((bytes, failed) -> threads.execute(() -> {
                    try {
                        if (failed != null || outcome.isDone()) {
                            file.close();
                            outcome.completeExceptionally(new OperationException(
                                    "AbortError", "", api + ": the stream has broken off", null));
                        } else if (bytes == null) {
                            file.commit();
                            outcome.complete(null);
                        } else {
                            file.write(bytes);
                            take(api, path, file, pipe, outcome);
                        }
                    } catch (IOException e) {
                        outcome.completeExceptionally(FileErrors.of(api, path, e));
                        giveUp(file);
                    }
                }));
    }

    private static void giveUp(NewFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // What made it give up is told; of the rest nothing more can be done.
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
