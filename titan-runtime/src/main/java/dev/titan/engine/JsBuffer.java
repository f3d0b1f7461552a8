package dev.titan.engine;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import java.nio.ByteBuffer;

/**
 * Memory that Java and the JavaScript of an isolate share, there an ArrayBuffer: what lies in it crosses the border without a copy of V8's and without a handle. Confined to the isolate's thread; lives as long as
 * the isolate, provided that JavaScript does not transfer it.
 */
public final class JsBuffer {
    private final V8ValueArrayBuffer value;
    private final ByteBuffer memory;

    JsBuffer(Isolate isolate, int bytes) throws JavetException {
        value = isolate.runtime().createV8ValueArrayBuffer(bytes);
        memory = value.getByteBuffer();
    }

    V8ValueArrayBuffer value() {
        return value;
    }

    /** How many bytes it has. */
    public int size() {
        return memory.capacity();
    }

    /** Writes bytes to its beginning. */
    public void put(byte[] bytes) {
        memory.put(0, bytes);
    }

    /** The first so many of its bytes. */
    public byte[] get(int length) {
        byte[] bytes = new byte[length];
        memory.get(0, bytes);
        return bytes;
    }
}
