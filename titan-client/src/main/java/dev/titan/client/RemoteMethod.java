package dev.titan.client;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

/**
 * How a method of an interface is called.
 *
 * @param name at the server
 * @param result the type of the value, or of each that a stream yields
 */
record RemoteMethod(String name, Form form, Type result) {
    /** What a call of the method gives back. */
    enum Form {
        /** The value, when it is there. */
        BLOCKING,
        /** A stage of the value, at once. */
        STAGE,
        /** A publisher of values. */
        STREAM
    }

    static RemoteMethod of(Method method) {
        Name named = method.getAnnotation(Name.class);
        String name = named == null ? method.getName() : named.value();
        Class<?> raw = method.getReturnType();
        if (raw == Flow.Publisher.class) {
            return new RemoteMethod(name, Form.STREAM, argument(method));
        }
        if (raw == CompletionStage.class || raw == CompletableFuture.class || raw == Future.class) {
            return new RemoteMethod(name, Form.STAGE, argument(method));
        }
        return new RemoteMethod(name, Form.BLOCKING, method.getGenericReturnType());
    }

    private static Type argument(Method method) {
        return method.getGenericReturnType() instanceof ParameterizedType type
                ? type.getActualTypeArguments()[0]
                : Object.class;
    }
}
