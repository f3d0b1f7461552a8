package dev.titan.engine;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueReference;

/** What a promise was rejected with. Confined to the isolate's thread; to be closed. */
public final class Rejected implements AutoCloseable {
    private final V8Value reason;

    Rejected(V8Value reason) {
        this.reason = reason;
    }

    V8Value value() {
        return reason;
    }

    /** Whether it is the same object as a property holds, or the same value. */
    public boolean isHeldBy(JsObject holder, String name) {
        try (V8Value held = holder.value().get(name)) {
            return same(held);
        } catch (JavetException e) {
            return false;
        }
    }

    /** Whether both promises were rejected with the same. */
    public boolean isSame(Rejected other) {
        try {
            return same(other.reason);
        } catch (JavetException e) {
            return false;
        }
    }

    private boolean same(V8Value other) throws JavetException {
        if (reason instanceof V8ValueReference) {
            return reason.strictEquals(other);
        }
        return reason.getClass() == other.getClass() && reason.toString().equals(other.toString());
    }

    @Override
    public void close() {
        Values.close(reason);
    }
}
