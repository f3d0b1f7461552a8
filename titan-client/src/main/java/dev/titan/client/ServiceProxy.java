package dev.titan.client;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Stands behind an interface: a call of a method is a call of the service. A method with a body of its own is called as it is. */
final class ServiceProxy implements InvocationHandler {
    private final String service;
    private final Duration timeout;
    private final Sender sender;
    private final Map<Method, RemoteMethod> methods;

    private ServiceProxy(String service, Duration timeout, Sender sender, Map<Method, RemoteMethod> methods) {
        this.service = service;
        this.timeout = timeout;
        this.sender = sender;
        this.methods = methods;
    }

    /**
     * Makes an instance of an interface.
     *
     * @throws IllegalArgumentException if the type is none, or two of its methods would be one at the server
     */
    static <T> T create(String service, Class<T> type, Duration timeout, Sender sender) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface");
        }
        InvocationHandler handler = new ServiceProxy(service, timeout, sender, methods(type));
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Map<Method, RemoteMethod> methods(Class<?> type) {
        Map<Method, RemoteMethod> methods = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Method method : type.getMethods()) {
            if (method.isDefault() || Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            if (!seen.add(method.getName())) {
                throw new IllegalArgumentException(type.getName() + "." + method.getName()
                        + " is overloaded, which a service cannot tell; give one another name, and @Name(\""
                        + method.getName() + "\")");
            }
            methods.put(method, RemoteMethod.of(method));
        }
        return methods;
    }

    @Override
    @SuppressWarnings("NullAway") // a proxy's arguments are null where it takes none
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        RemoteMethod remote = methods.get(method);
        if (remote == null) {
            return ofInterface(proxy, method, arguments == null ? new Object[0] : arguments);
        }
        Call call = new Call(
                service, remote.access(), remote.name(), arguments == null ? new Object[0] : arguments, timeout);
        return switch (remote.form()) {
            case BLOCKING -> sender.await(new PendingCall<>(call, remote.result()));
            case STAGE -> sender.send(new PendingCall<>(call, remote.result()));
            case STREAM -> typed(sender.stream(call), remote.result(), call);
        };
    }

    /** Calls a method with a body of its own. Reflection from here does not reach one of an interface that is its package's alone. */
    private static @Nullable Object ofInterface(Object proxy, Method method, @Nullable Object[] arguments)
            throws Throwable {
        Class<?> declaring = method.getDeclaringClass();
        if (Modifier.isPublic(declaring.getModifiers())) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
                .unreflectSpecial(method, declaring)
                .bindTo(proxy)
                .invokeWithArguments(arguments);
    }

    private @Nullable Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> service;
        };
    }

    private static Flow.Publisher<@Nullable Object> typed(
            Flow.Publisher<@Nullable Object> source, Type type, Call call) {
        return subscriber -> source.subscribe(new Flow.Subscriber<@Nullable Object>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(@Nullable Object value) {
                subscriber.onNext(Conversion.convert(value, type, "chunk of " + call.name()));
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
            }
        });
    }

    /** What becomes of calls: each is sent, or kept for a batch. */
    interface Sender {
        <T extends @Nullable Object> T await(PendingCall<T> call);

        <T extends @Nullable Object> PendingCall<T> send(PendingCall<T> call);

        Flow.Publisher<@Nullable Object> stream(Call call);
    }
}
