package dev.titan.host;

import org.jspecify.annotations.Nullable;

/** Why an operation failed, as the author's code is to catch it. Its message is the author's to read: it names nothing of the host's inside. */
public final class OperationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String code;

    /**
     * @param name the error's name in JavaScript: {@code TypeError}, {@code AbortError}, {@code TimeoutError}, {@code PermissionError}, …
     * @param code a stable code for programs, for example {@code ECONNREFUSED}; empty if there is none
     */
    public OperationException(String name, String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.name = name;
        this.code = code;
    }

    /** A wrong argument. */
    public static OperationException type(String message) {
        return new OperationException("TypeError", "", message, null);
    }

    /** The error's name in JavaScript. */
    public String name() {
        return name;
    }

    /** A stable code, or empty. */
    public String code() {
        return code;
    }
}
