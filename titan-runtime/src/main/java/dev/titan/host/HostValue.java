package dev.titan.host;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an operation that is more than a plain value.
 *
 * @param value members, plain JSON values
 * @param bytes binary content, becomes an ArrayBuffer
 * @param resource something that later operations of the same invocation go on with ({@link OperationScope#resource}); closed when the invocation ends. Its number is added to
 *     {@code value} as {@code resource}
 */
public record HostValue(
        Map<String, @Nullable Object> value,
        byte @Nullable [] bytes,
        @Nullable AutoCloseable resource) {}
