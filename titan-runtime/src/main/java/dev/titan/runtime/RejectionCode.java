package dev.titan.runtime;

import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsObject;

/**
 * The functions of {@code src/main/ts/kernel/rejections.ts}. Confined to the worker's thread.
 *
 * @param rejected notes a promise
 * @param handled takes it back
 * @param describe tells of those that are left
 */
record RejectionCode(JsFunction rejected, JsFunction handled, JsFunction describe) {
    RejectionCode(JsObject kernel) throws JsException {
        this(kernel.function("rejected"), kernel.function("handledLater"), kernel.function("describeRejected"));
    }
}
