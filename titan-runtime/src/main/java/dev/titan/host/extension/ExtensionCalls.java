package dev.titan.host.extension;

import dev.titan.extension.ExtensionException;
import dev.titan.host.Operation;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operation {@code extension}: its arguments are the names of extension and method, and a list of the method's arguments. Safe for use by many threads. */
final class ExtensionCalls implements Operation {
    private static final Logger LOGGER = LoggerFactory.getLogger("titan.extension");

    private final Map<String, ExtensionMethod> methods;
    private final ExecutorService threads;

    /**
     * @param methods by {@code name.method}
     * @param threads for methods that may block
     */
    ExtensionCalls(Map<String, ExtensionMethod> methods, ExecutorService threads) {
        this.methods = Map.copyOf(methods);
        this.threads = threads;
    }

    @Override
    public CompletionStage<@Nullable Object> start(OperationCall call) {
        ExtensionMethod method = methods.get(call.text(0, "extension") + "." + call.text(1, "method"));
        if (method == null) {
            throw new IllegalStateException("no method " + call.arguments().get(1));
        }
        @Nullable Object[] arguments = method.arguments(call);
        CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();
        if (method.isBlocking()) {
            block(method, arguments, outcome);
        } else {
            follow(method, arguments, outcome);
        }
        return outcome;
    }

    private void block(
            ExtensionMethod method, @Nullable Object[] arguments, CompletableFuture<@Nullable Object> outcome) {
        Future<?> task;
        try {
            task = threads.submit(() -> {
                try {
                    complete(method, method.call(arguments), outcome);
                } catch (Throwable e) {
                    fail(method, e, outcome);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new OperationException("AbortError", "", method.label() + ": the server is stopping", e);
        }
        outcome.whenComplete((value, error) -> {
            if (outcome.isCancelled()) {
                task.cancel(true);
            }
        });
    }

    private static void follow(
            ExtensionMethod method, @Nullable Object[] arguments, CompletableFuture<@Nullable Object> outcome) {
        CompletionStage<?> stage;
        try {
            stage = (CompletionStage<?>) method.call(arguments);
        } catch (Throwable e) {
            fail(method, e, outcome);
            return;
        }
        if (stage == null) {
            fail(method, new IllegalStateException("it returned null in place of a CompletionStage"), outcome);
            return;
        }
        stage.whenComplete((value, error) -> {
            if (error == null) {
                complete(method, value, outcome);
            } else {
                fail(method, error, outcome);
            }
        });
        outcome.whenComplete((value, error) -> {
            if (outcome.isCancelled()) {
                stage.toCompletableFuture().cancel(true);
            }
        });
    }

    private static void complete(
            ExtensionMethod method, @Nullable Object value, CompletableFuture<@Nullable Object> outcome) {
        try {
            outcome.complete(Results.of(value));
        } catch (RuntimeException e) {
            fail(method, e, outcome);
        }
    }

    private static void fail(ExtensionMethod method, Throwable thrown, CompletableFuture<@Nullable Object> outcome) {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (outcome.isDone()) {
            return;
        }
        String message = method.label() + ": " + error.getMessage();
        if (error instanceof ExtensionException known) {
            outcome.completeExceptionally(
                    new OperationException(known.name(), known.code(), String.valueOf(known.getMessage()), known));
        } else if (error instanceof IllegalArgumentException) {
            outcome.completeExceptionally(new OperationException("TypeError", "", message, error));
        } else if (error instanceof TimeoutException) {
            outcome.completeExceptionally(new OperationException("TimeoutError", "", message, error));
        } else if (error instanceof CancellationException) {
            outcome.completeExceptionally(
                    new OperationException("AbortError", "", method.label() + " was cancelled", error));
        } else {
            LOGGER.error("{} failed", method.label(), error);
            outcome.completeExceptionally(
                    new OperationException("JavaError", error.getClass().getName(), message, error));
        }
    }
}
