package dev.titan.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of an {@link Operation}. Immutable.
 *
 * @param arguments plain JSON values as the author gave them
 * @param bytes binary content beside the arguments, or null
 * @param scope the invocation that asked
 */
public record OperationCall(List<@Nullable Object> arguments, byte @Nullable [] bytes, OperationScope scope) {

    /**
     * An argument that must be text.
     *
     * @throws OperationException a TypeError, when it is not
     */
    public String text(int index, String name) {
        if (index < arguments.size() && arguments.get(index) instanceof String text) {
            return text;
        }
        throw OperationException.type(name + " must be a string");
    }

    /**
     * An argument that must be a number.
     *
     * @throws OperationException a TypeError, when it is not
     */
    public double number(int index, String name) {
        if (index < arguments.size() && arguments.get(index) instanceof Number number) {
            return number.doubleValue();
        }
        throw OperationException.type(name + " must be a number");
    }
}
