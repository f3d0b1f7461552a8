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
 * @param access whether it is a method at the server, too
 * @param name at the server
 * @param result the type of the value, or of each that a stream yields
 */
record RemoteMethod(Call.Access access, String name, Form form, Type result) {
    /** What a call of the method gives back. */
    enum Form {
        /** The value, when it is there. */
        BLOCKING,
        /** A stage of the value, at once. */
        STAGE,
        /** A publisher of values. */
        STREAM
    }

    /** @throws IllegalArgumentException if it stands for a field and can neither read nor write it */
    static RemoteMethod of(Method method) {
        Name named = method.getAnnotation(Name.class);
        Property field = method.getAnnotation(Property.class);
        String name = method.getName();
        Call.Access access = Call.Access.CALL;
        if (field != null) {
            access = access(method);
            name = field.value().isEmpty() ? name : field.value();
        } else if (named != null) {
            name = named.value();
        }
        Class<?> raw = method.getReturnType();
        if (raw == Flow.Publisher.class) {
            return new RemoteMethod(access, name, Form.STREAM, argument(method));
        }
        if (raw == CompletionStage.class || raw == CompletableFuture.class || raw == Future.class) {
            return new RemoteMethod(access, name, Form.STAGE, argument(method));
        }
        return new RemoteMethod(access, name, Form.BLOCKING, method.getGenericReturnType());
    }

    private static Call.Access access(Method method) {
        if (method.getParameterCount() > 1 || method.getReturnType() == Flow.Publisher.class) {
            throw new IllegalArgumentException(
                    method.getDeclaringClass().getName() + "." + method.getName()
                            + " is a @Property: it takes nothing to read the field, or one value to write it, and is no stream");
        }
        return method.getParameterCount() == 0 ? Call.Access.GET : Call.Access.SET;
    }

    private static Type argument(Method method) {
        return method.getGenericReturnType() instanceof ParameterizedType type
                ? type.getActualTypeArguments()[0]
                : Object.class;
    }
}
