package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import dev.titan.host.BytePipe;
import dev.titan.host.OperationException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the JavaScript of a worker calls to answer and to write streams; the contract is {@code src/main/ts/kernel/host.ts} and {@code src/main/ts/streams/pipe.ts}. Confined to the
 * worker's thread.
 */
final class AnswerBridge {
    private final Worker worker;
    private final Suspended suspended;
    private final Settlements settlements;
    private final AnswerStreams streams;
    private final Abandonment abandonment;
    private final Scope noScope;

    AnswerBridge(
            Worker worker,
            Suspended suspended,
            Settlements settlements,
            AnswerStreams streams,
            Abandonment abandonment,
            Scope noScope) {
        this.worker = worker;
        this.suspended = suspended;
        this.settlements = settlements;
        this.streams = streams;
        this.abandonment = abandonment;
        this.noScope = noScope;
    }

    /** The functions by name. The first argument is the number of an invocation. */
    Map<String, HostFunction> functions() {
        return Map.of(
                "complete",
                a -> {
                    settlements.add(number(a[0]), (String) a[1], (byte[]) (a.length > 2 ? a[2] : null));
                    return null;
                },
                "keep",
                a -> {
                    Invocation invocation = worker.find(number(a[0]));
                    if (invocation != null) {
                        suspended.keep(invocation);
                    }
                    return null;
                },
                "release",
                a -> {
                    abandonment.forget(number(a[0]));
                    return null;
                },
                "openPipe",
                a -> {
                    Scope scope = scope(number(a[0]));
                    return scope == null ? 0 : scope.keep(new BytePipe());
                },
                "writePipe",
                a -> {
                    BytePipe pipe = pipe(a);
                    if (pipe != null && a[2] instanceof String text) {
                        pipe.write(text.getBytes(StandardCharsets.UTF_8));
                    } else if (pipe != null && a[2] instanceof byte[] bytes) {
                        pipe.write(bytes);
                    }
                    return null;
                },
                "endPipe",
                a -> {
                    BytePipe pipe = pipe(a);
                    if (pipe != null) {
                        pipe.end();
                    }
                    streams.end(number(a[0]), pipe);
                    return null;
                },
                "failPipe",
                a -> {
                    BytePipe pipe = pipe(a);
                    if (pipe != null && a.length > 2 && a[2] instanceof String failure) {
                        failAnswer(number(a[0]), pipe, failure);
                    }
                    if (pipe != null) {
                        pipe.fail(new OperationException("AbortError", "", "the stream has failed", null));
                    }
                    streams.end(number(a[0]), pipe);
                    return null;
                });
    }

    /** The code that makes the body of an answer has thrown. While nothing of the answer is sent, that is the answer; later it can only be cut off. */
    private void failAnswer(int number, BytePipe pipe, String failure) {
        Invocation invocation = worker.find(number);
        boolean unsent = !pipe.isUsed() && settlements.replace(number, failure);
        if (!unsent && invocation != null) {
            AppLog.cutOff(
                    invocation,
                    AnswerDecoder.failure(failure, invocation.target().stacks()).error());
        }
    }

    private static int number(@Nullable Object argument) {
        return argument instanceof Integer number ? number : 0;
    }

    private @Nullable Scope scope(int invocation) {
        Invocation found = invocation == 0 ? null : worker.find(invocation);
        if (found != null) {
            return found.scope(suspended.deadline(found));
        }
        return invocation == 0 ? noScope : null;
    }

    private @Nullable BytePipe pipe(@Nullable Object[] arguments) {
        Scope scope = scope(number(arguments[0]));
        try {
            return scope == null ? null : scope.resource(number(arguments[1]), BytePipe.class);
        } catch (OperationException e) {
            return null;
        }
    }
}
