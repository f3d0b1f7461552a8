package dev.titan.engine;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.reference.V8Module;
import com.caoccao.javet.values.reference.V8ValueObject;

/** An evaluated ES module of an isolate. Confined to the isolate's thread; lives as long as the isolate unless closed. */
public final class JsModule implements AutoCloseable {
    private final Isolate isolate;
    private final V8Module module;

    JsModule(Isolate isolate, V8Module module) {
        this.isolate = isolate;
        this.module = module;
    }

    /** Its exports as properties. */
    public JsObject namespace() throws JsException {
        try {
            return new JsObject(isolate, (V8ValueObject) module.getNamespace());
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    /** A code cache with every function that has been compiled so far, for {@link Source#codeCache}. */
    public byte[] codeCache() throws JsException {
        try {
            return module.getCachedData();
        } catch (JavetException e) {
            throw isolate.translate(e);
        }
    }

    @Override
    public void close() {
        Values.close(module);
    }
}
