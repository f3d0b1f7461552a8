package dev.titan.runtime;

import dev.titan.host.OperationException;
import dev.titan.host.OperationScope;
import dev.titan.host.TraceContext;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operations of one invocation share. Confined to the worker's thread. */
final class Scope implements OperationScope {
    private static final Logger LOGGER = LoggerFactory.getLogger(Scope.class);

    /** The scope of what belongs to no invocation never ends, and may be left things that nobody asks for again. */
    private static final int MOST_RESOURCES = 10_000;

    private final @Nullable Invocation owner;
    private final long deadline;
    private final RequestBody body;
    private final Map<Integer, AutoCloseable> resources = new LinkedHashMap<>();
    private int last;
    private boolean closed;

    /**
     * @param owner whose it is, or null when it is nobody's
     * @param body of the request, for its files
     */
    Scope(@Nullable Invocation owner, long deadline, RequestBody body) {
        this.owner = owner;
        this.body = body;
        this.deadline = deadline;
    }

    @Nullable
    Invocation owner() {
        return owner;
    }

    @Override
    public long deadlineNanos() {
        // What goes on beside or after an answer has the limits of its operations alone.
        return owner != null && owner.isAnswered() ? Long.MAX_VALUE : deadline;
    }

    @Override
    public @Nullable TraceContext trace() {
        return owner == null ? null : owner.trace();
    }

    /** A file of the request's multipart body, or null if there is none with this number, or the scope has ended. */
    RequestBody.@Nullable FilePart part(int number) {
        return !closed
                        && body instanceof RequestBody.Multipart multipart
                        && multipart.parts().get(number) instanceof RequestBody.FilePart file
                ? file
                : null;
    }

    /** Keeps a resource until the scope ends; one that comes too late is closed at once, and the oldest when there are too many. @return its number */
    int keep(AutoCloseable resource) {
        last++;
        if (closed) {
            close(resource);
            return last;
        }
        if (resources.size() == MOST_RESOURCES) {
            Iterator<AutoCloseable> oldest = resources.values().iterator();
            close(oldest.next());
            oldest.remove();
        }
        resources.put(last, resource);
        return last;
    }

    @Override
    public <T extends AutoCloseable> T resource(int number, Class<T> type) {
        AutoCloseable resource = resources.get(number);
        if (!type.isInstance(resource)) {
            throw new OperationException("AbortError", "", "the request it belongs to has ended", null);
        }
        return type.cast(resource);
    }

    @Override
    public void forget(int number) {
        resources.remove(number);
    }

    /** Ends the scope. */
    void close() {
        closed = true;
        resources.values().forEach(Scope::close);
        resources.clear();
    }

    /** Closes one; a failure is logged. */
    static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOGGER.warn("a resource of a request cannot be closed", e);
        }
    }
}
