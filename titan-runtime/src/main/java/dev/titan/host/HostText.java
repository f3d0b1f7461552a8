package dev.titan.host;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of an operation as a text that its own JavaScript reads, where that is cheaper than JSON. It crosses behind a line with the number of the resource, 0 for none.
 *
 * @param bytes binary content, becomes an ArrayBuffer
 * @param resource as in {@link HostValue}
 */
public record HostText(
        String text, byte @Nullable [] bytes, @Nullable AutoCloseable resource) {}
