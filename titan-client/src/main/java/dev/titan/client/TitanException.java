package dev.titan.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call did not give a result. Each class of errors of the server has a subclass; one's own extend this and are registered by
 * {@link TitanClient.Builder#error}.
 */
public class TitanException extends RuntimeException {
    private final transient RemoteError error;

    /** For what a server has said. */
    public TitanException(RemoteError error) {
        super(error.message());
        this.error = error;
    }

    /** For what this side has found. */
    TitanException(String name, int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.error = new RemoteError(name, code, message, null, Map.of(), null);
    }

    /** A status of HTTP (RFC 9110, section 15), whatever carried the call. */
    public int code() {
        return error.code();
    }

    /** The name of the class at the server. */
    public String name() {
        return error.name();
    }

    /** What the server adds for programs, for an object a {@link Map}; null if nothing. */
    public @Nullable Object details() {
        return error.details();
    }

    /**
     * What the server adds for programs, as a type; null if nothing.
     *
     * @throws SerializationException if it does not fit
     */
    public <T> @Nullable T details(Class<T> type) {
        return type.cast(Conversion.convert(error.details(), type, "details of " + name()));
    }

    /** What a class of a user has beyond name, code, message and details; empty if nothing. */
    public Map<String, @Nullable Object> fields() {
        return error.fields();
    }

    /** Names the call in the server's log, null where the server gave none. */
    public @Nullable String requestId() {
        return error.requestId();
    }
}
