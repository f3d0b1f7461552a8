package dev.titan.client;

/** JavaScript's {@code undefined}, where a value is asked for as {@link Object}. As any other type it is null or an empty {@link java.util.Optional}. */
public enum Undefined {
    /** The one value. */
    UNDEFINED;

    @Override
    public String toString() {
        return "undefined";
    }
}
