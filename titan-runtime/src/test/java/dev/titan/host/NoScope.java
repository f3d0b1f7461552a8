package dev.titan.host;

import org.jspecify.annotations.Nullable;

/** The scope of operations that belong to no invocation: without a deadline, resources or a trace. */
public final class NoScope implements OperationScope {
    public static final OperationScope INSTANCE = new NoScope();

    private NoScope() {}

    @Override
    public long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public <T extends AutoCloseable> T resource(int number, Class<T> type) {
        throw new AssertionError("there are no resources, asked for number " + number);
    }

    @Override
    public @Nullable TraceContext trace() {
        return null;
    }

    @Override
    public void forget(int number) {}
}
