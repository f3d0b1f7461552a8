package dev.titan.engine;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.exceptions.JavetScriptingError;
import com.caoccao.javet.values.V8Value;
import com.caoccao.javet.values.reference.V8ValueError;
import org.jspecify.annotations.Nullable;

/** Makes {@link JsException}s of what Javet knows of a throw. */
final class Thrown {
    private Thrown() {}

    static JsException of(JavetScriptingError error) {
        return new JsException(
                text(error.getDetailedMessage(), error.getMessage()),
                text(error.getStack(), ""),
                text(error.getResourceName(), ""),
                error.getLineNumber(),
                error.getStartColumn() + 1);
    }

    static JsException of(V8Value value) throws JavetException {
        if (value instanceof V8ValueError error) {
            String stack = text(error.getStack(), "");
            String message = text(error.getMessage(), "");
            return new JsException(message, stack, "", 0, 0);
        }
        return new JsException(String.valueOf(value), "", "", 0, 0);
    }

    private static String text(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
