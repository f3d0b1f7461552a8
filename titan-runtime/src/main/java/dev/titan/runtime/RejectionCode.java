package dev.titan.runtime;

import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsObject;

/**
 * What {@code src/main/ts/kernel/rejections.ts} has for the host. Confined to the worker's thread.
 *
 * @param state of the drift runtime, whose field {@code c} is the context of the running code
 * @param describe tells what was thrown, as JSON
 */
record RejectionCode(JsObject state, JsFunction describe) {
    RejectionCode(JsObject kernel) throws JsException {
        this(kernel.object("contexts"), kernel.function("describeRejected"));
    }
}
