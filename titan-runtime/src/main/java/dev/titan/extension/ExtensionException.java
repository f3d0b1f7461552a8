package dev.titan.extension;

import org.jspecify.annotations.Nullable;

/** Why a call failed, as JavaScript is to catch it. Its message is for the author of the app: clients do not see it. */
public final class ExtensionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String code;

    /**
     * @param name the {@code name} of the error in JavaScript: {@code RangeError}, {@code NotFoundError}, …
     * @param code its {@code code}, for programs; empty for none
     */
    public ExtensionException(String name, String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.name = name;
        this.code = code;
    }

    /** The error's {@code name} in JavaScript. */
    public String name() {
        return name;
    }

    /** The error's {@code code}, or empty. */
    public String code() {
        return code;
    }
}
