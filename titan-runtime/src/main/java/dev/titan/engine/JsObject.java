package dev.titan.engine;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.callback.IJavetDirectCallable;
import com.caoccao.javet.interop.callback.JavetCallbackContext;
import com.caoccao.javet.interop.callback.JavetCallbackType;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8Script;
import com.caoccao.javet.values.reference.V8ValueFunction;
import com.caoccao.javet.values.reference.V8ValueObject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An object or function of an isolate. Confined to the isolate's thread; lives as long as the isolate unless closed. */
public final class JsObject implements AutoCloseable {
    private final Isolate isolate;
    private final V8ValueObject object;

    JsObject(Isolate isolate, V8ValueObject object) {
        this.isolate = isolate;
        this.object = object;
    }

    V8ValueObject value() {
        return object;
    }

    /**
     * A property that is a function.
     *
     * @throws IllegalStateException when it is something else
     */
    public JsFunction function(String name) throws JsException {
        try {
            V8Value value = object.get(name);
            if (value instanceof V8ValueFunction function) {
                return new JsFunction(isolate, function);
            }
            Values.close(value);
            throw new IllegalStateException("'" + name + "' is not a function");
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    /** A property that is an object. @throws IllegalStateException when it is something else */
    public JsObject object(String name) throws JsException {
        try {
            V8Value value = object.get(name);
            if (value instanceof V8ValueObject inner) {
                return new JsObject(isolate, inner);
            }
            Values.close(value);
            throw new IllegalStateException("'" + name + "' is not an object");
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    /** A property that is an object, or null; runs no JavaScript for one that is data. The caller closes it. */
    public @Nullable JsObject member(String name) {
        try {
            V8Value value = object.get(name);
            if (value instanceof V8ValueObject inner) {
                return new JsObject(isolate, inner);
            }
            Values.close(value);
            return null;
        } catch (JavetException e) {
            return null;
        }
    }

    /** A property that is an integer, else 0; runs no JavaScript for one that is data. */
    public int integer(String name) {
        try (V8Value value = object.get(name)) {
            return Values.fromJs(value) instanceof Integer number ? number : 0;
        } catch (JavetException e) {
            return 0;
        }
    }

    /** This object as a function. */
    public JsFunction asFunction() {
        if (object instanceof V8ValueFunction function) {
            return new JsFunction(isolate, function);
        }
        throw new IllegalStateException("the object is not a function");
    }

    /** A property that is a string, or null. */
    public @Nullable String string(String name) throws JsException {
        try (V8Value value = object.get(name)) {
            return Values.fromJs(value) instanceof String string ? string : null;
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    /** Makes a function of the host a property. */
    public void set(String name, HostFunction function) throws JsException {
        JavetCallbackContext context = new JavetCallbackContext(
                name, JavetCallbackType.DirectCallNoThisAndResult, (IJavetDirectCallable.NoThisAndResult<
                                JavetException>)
                        values -> {
                            // Javet passes null for no arguments.
                            @Nullable Object[] arguments = new @Nullable Object[values == null ? 0 : values.length];
                            for (int i = 0; i < arguments.length; i++) {
                                arguments[i] = Values.fromJs(values[i]);
                            }
                            return Values.toJs(isolate.runtime(), function.call(arguments));
                        });
        try {
            object.bindFunction(context);
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    /**
     * Makes a function a property that loads a script and calls what it is: {@code load(name, ...arguments)} is {@code script(...arguments)}. The one way into the isolate from within
     * a call. What the script throws reaches the caller as it is.
     */
    public void set(String name, Scripts scripts) throws JsException {
        JavetCallbackContext context = new JavetCallbackContext(
                name,
                JavetCallbackType.DirectCallNoThisAndResult,
                (IJavetDirectCallable.NoThisAndResult<JavetException>) values -> load(scripts, values));
        try {
            object.bindFunction(context);
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    private V8Value load(Scripts scripts, V8Value[] values) throws JavetException {
        String name = String.valueOf(Values.fromJs(values[0]));
        Source source = scripts.source(name);
        try (V8Script script = isolate.executor(source).compileV8Script();
                V8Value value = script.execute(true)) {
            if (!(value instanceof V8ValueFunction function)) {
                throw new IllegalStateException(source.name() + " is not a function");
            }
            V8Value result =
                    function.callExtended(isolate.undefined(), true, Arrays.copyOfRange(values, 1, values.length));
            if (source.codeCache() == null) {
                scripts.compiled(name, script.getCachedData());
            }
            return result;
        }
    }

    /** Makes a string a property. */
    public void set(String name, String value) throws JsException {
        try {
            object.set(name, value);
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    @Override
    public void close() {
        Values.close(object);
    }
}
