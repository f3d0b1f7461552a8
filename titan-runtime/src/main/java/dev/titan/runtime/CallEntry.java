package dev.titan.runtime;

import dev.titan.engine.Isolate;
import dev.titan.engine.JsBuffer;
import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsObject;
import org.jspecify.annotations.Nullable;

/** How calls of services enter an isolate and their outcomes leave it. Confined to the worker's thread. */
final class CallEntry {
    /** Bytes that calls, or their outcomes, cross in without an array of their own. */
    private static final int SHARED_BYTES = 64 << 10;

    private final Isolate isolate;
    private final JsFunction serve;
    private final JsFunction share;
    private @Nullable JsBuffer shared;

    CallEntry(Isolate isolate, JsObject kernel) throws JsException {
        this.isolate = isolate;
        serve = kernel.function("serveCalls");
        share = kernel.function("shareMemory");
    }

    /**
     * Begins with calls, as {@code src/main/ts/netron/index.ts} takes them.
     *
     * @param data bytes, or a text
     * @return what of them is over, bytes or a text; null where nothing is
     */
    @Nullable
    Object serve(String head, Object data) throws JsException {
        JsBuffer memory = shared();
        Object given = data;
        if (data instanceof byte[] bytes && bytes.length <= memory.size()) {
            memory.put(bytes);
            given = bytes.length;
        }
        Object ended = serve.callContent(head, given);
        return ended instanceof Integer length ? memory.get(length) : ended;
    }

    /** Most isolates serve no calls: made for the first. */
    private JsBuffer shared() throws JsException {
        JsBuffer memory = shared;
        if (memory == null) {
            memory = isolate.share(SHARED_BYTES);
            share.call(memory);
            shared = memory;
        }
        return memory;
    }
}
