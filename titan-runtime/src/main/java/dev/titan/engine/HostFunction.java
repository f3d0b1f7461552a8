package dev.titan.engine;

import org.jspecify.annotations.Nullable;

/**
 * A function of the host that JavaScript calls, on the isolate's thread. It must not call back into the isolate and must not throw: what it throws crosses
 * the border slowly and reaches JavaScript as an Error that shows host internals.
 */
@FunctionalInterface
public interface HostFunction {
    /**
     * @param arguments each a String, Integer, Long, Double, Boolean, byte[] (an ArrayBuffer or a view of one) or null (anything else)
     * @return one of those, or null for undefined
     */
    @Nullable
    Object call(@Nullable Object[] arguments);
}
