package dev.titan.engine;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.primitive.V8ValueString;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import org.jspecify.annotations.Nullable;

/** A function of an isolate. Confined to the isolate's thread; lives as long as the isolate unless closed. */
public final class JsFunction implements AutoCloseable {
    private final Isolate isolate;
    private final V8ValueFunction function;

    JsFunction(Isolate isolate, V8ValueFunction function) {
        this.isolate = isolate;
        this.function = function;
    }

    /**
     * Calls it, without receiver.
     *
     * @param arguments each a String, Integer, Long, Double, Boolean, byte[] (becomes an ArrayBuffer), {@link JsObject}, {@link JsBuffer}, {@link Rejected} or null (undefined)
     * @return its result if that is a string, otherwise null
     * @throws JsException when it throws
     * @throws JsTerminated when it is ended from outside
     */
    public @Nullable String call(@Nullable Object... arguments) throws JsException {
        try (V8Value result = raw(arguments)) {
            return result instanceof V8ValueString string ? string.getValue() : null;
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    /** The same for a function whose result is an object or function. */
    public JsObject callObject(@Nullable Object... arguments) throws JsException {
        V8Value result = raw(arguments);
        if (result instanceof V8ValueObject object) {
            return new JsObject(isolate, object);
        }
        throw new IllegalStateException("the result is not an object");
    }

    /** The same for a function whose result is an ArrayBuffer or a view of one: its bytes; null for any other result. */
    public byte @Nullable [] callBytes(@Nullable Object... arguments) throws JsException {
        try (V8Value result = raw(arguments)) {
            return (Values.fromJs(result) instanceof byte[] bytes) ? bytes : null;
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    /** The same for a function whose result is a string, a number without fraction, or bytes as {@link #callBytes} takes them; null for any other result. */
    public @Nullable Object callContent(@Nullable Object... arguments) throws JsException {
        try (V8Value result = raw(arguments)) {
            Object content = Values.fromJs(result);
            return content instanceof String || content instanceof Integer || content instanceof byte[]
                    ? content
                    : null;
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    private V8Value raw(@Nullable Object[] arguments) throws JsException {
        V8Value[] values = new V8Value[arguments.length];
        try {
            boolean owned = false;
            for (int i = 0; i < arguments.length; i++) {
                values[i] = Values.toJs(isolate.runtime(), arguments[i]);
                owned |= arguments[i] instanceof byte[];
            }
            try {
                return function.callExtended(isolate.undefined(), true, values);
            } finally {
                if (owned) {
                    for (int i = 0; i < arguments.length; i++) {
                        if (arguments[i] instanceof byte[]) {
                            values[i].close();
                        }
                    }
                }
            }
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    @Override
    public void close() {
        Values.close(function);
    }
}
