package dev.titan.engine;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.primitive.V8ValueBoolean;
import com.caoccao.javet.values.primitive.V8ValueDouble;
import com.caoccao.javet.values.primitive.V8ValueInteger;
import com.caoccao.javet.values.primitive.V8ValueLong;
import com.caoccao.javet.values.primitive.V8ValueString;
import com.caoccao.javet.values.reference.V8ValueArrayBuffer;
import com.caoccao.javet.values.reference.V8ValueDataView;
import com.caoccao.javet.values.reference.V8ValueTypedArray;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The values that cross the border of an isolate. */
final class Values {
    private Values() {}

    static V8Value toJs(V8Runtime runtime, @Nullable Object value) throws JavetException {
        if (value instanceof String string) {
            return runtime.createV8ValueString(string);
        }
        if (value instanceof Integer integer) {
            return runtime.createV8ValueInteger(integer);
        }
        if (value instanceof JsObject object) {
            return object.value();
        }
        if (value instanceof Rejected rejected) {
            return rejected.value();
        }
        if (value instanceof JsBuffer shared) {
            return shared.value();
        }
        if (value instanceof byte[] bytes) {
            V8ValueArrayBuffer buffer = runtime.createV8ValueArrayBuffer(bytes.length);
            buffer.fromBytes(bytes);
            return buffer;
        }
        if (value == null) {
            return runtime.createV8ValueUndefined();
        }
        if (value instanceof Boolean bool) {
            return runtime.createV8ValueBoolean(bool);
        }
        if (value instanceof Double number) {
            return runtime.createV8ValueDouble(number);
        }
        if (value instanceof Long number) {
            return runtime.createV8ValueDouble(number);
        }
        throw new IllegalArgumentException("a " + value.getClass().getName() + " cannot enter an isolate");
    }

    static @Nullable Object fromJs(@Nullable V8Value value) throws JavetException {
        if (value instanceof V8ValueString string) {
            return string.getValue();
        }
        if (value instanceof V8ValueInteger integer) {
            return integer.getValue();
        }
        if (value instanceof V8ValueDouble number) {
            return number.getValue();
        }
        if (value instanceof V8ValueLong number) {
            return number.getValue();
        }
        if (value instanceof V8ValueBoolean bool) {
            return bool.getValue();
        }
        if (value instanceof V8ValueArrayBuffer buffer) {
            return buffer.toBytes();
        }
        if (value instanceof V8ValueTypedArray view) {
            try (V8ValueArrayBuffer buffer = view.getBuffer()) {
                return part(buffer, view.getByteOffset(), view.getByteLength());
            }
        }
        if (value instanceof V8ValueDataView view) {
            try (V8ValueArrayBuffer buffer = view.getBuffer()) {
                return part(buffer, view.getByteOffset(), view.getByteLength());
            }
        }
        return null;
    }

    /** Of a large buffer no more is copied than the view has. */
    private static byte[] part(V8ValueArrayBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        ByteBuffer whole = length == 0 ? null : buffer.getByteBuffer();
        if (whole != null) {
            whole.get(offset, bytes);
        }
        return bytes;
    }

    static void close(V8Value value) {
        try {
            value.close();
        } catch (JavetException e) {
            throw new IllegalStateException(e);
        }
    }
}
