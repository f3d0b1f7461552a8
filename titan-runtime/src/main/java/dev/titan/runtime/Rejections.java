package dev.titan.runtime;

import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Promises rejected without handler in the slice that runs now. V8 reports them at once, though a handler may follow: they are logged when the slice is over. */
final class Rejections implements Isolate.RejectionListener {
    private final Map<Integer, JsException> open = new LinkedHashMap<>();

    @Override
    public void rejected(int promise, JsException reason) {
        open.put(promise, reason);
    }

    @Override
    public void handled(int promise) {
        open.remove(promise);
    }

    /** @param stacks reads their stacks */
    void report(StackMap stacks) {
        if (open.isEmpty()) {
            return;
        }
        for (JsException reason : open.values()) {
            AppLog.uncaught("unhandled promise rejection", reason, stacks);
        }
        open.clear();
    }
}
