package dev.titan.host.extension;

import dev.titan.extension.Extension;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A method of an extension that JavaScript can call. Immutable.
 *
 * @param label as JavaScript calls it: {@code t.geo.distance}
 */
record ExtensionMethod(String label, Extension extension, Method method) {

    /** Whether it must not be called on a thread that serves requests. */
    boolean isBlocking() {
        return !CompletionStage.class.isAssignableFrom(method.getReturnType());
    }

    /** What JavaScript gets in the end. */
    Type result() {
        return isBlocking()
                ? method.getGenericReturnType()
                : JavaType.of(method.getGenericReturnType()).argument(0);
    }

    /**
     * The arguments of a call as the method takes them.
     *
     * @throws OperationException a TypeError for what does not fit
     */
    @Nullable
    Object[] arguments(OperationCall call) {
        byte[] beside = call.bytes() == null ? new byte[0] : call.bytes();
        List<?> given = (List<?>) call.arguments().get(2);
        Parameter[] parameters = method.getParameters();
        if (given.size() > parameters.length) {
            throw OperationException.type(label + " takes " + parameters.length + " arguments, not " + given.size());
        }
        @Nullable Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            Parameter parameter = parameters[i];
            try {
                arguments[i] = Arguments.convert(
                        i < given.size() ? Markers.read(given.get(i), beside) : null,
                        parameter.getParameterizedType(),
                        Arguments.isNullable(parameter, parameter.getAnnotatedType()),
                        parameter.getName());
            } catch (IllegalArgumentException e) {
                throw OperationException.type(label + ": " + e.getMessage());
            }
        }
        return arguments;
    }

    /** Calls it, with the class loader of its jar for what looks there. */
    @Nullable
    Object call(@Nullable Object[] arguments) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(extension.getClass().getClassLoader());
        try {
            return method.invoke(extension, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
