package dev.titan.runtime;

import dev.titan.engine.JsException;
import org.jspecify.annotations.Nullable;

/** JavaScript that continues what earlier slices of a worker began. */
interface Continuation {
    /** @return as {@link Kernel#fire} */
    @Nullable
    String run() throws JsException;
}
