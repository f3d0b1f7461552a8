package dev.titan.server;

import dev.titan.model.ExitCode;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals that ask a process to end. Java's only way to them is the class {@code sun.misc.Signal}, which compilers warn of, so it is reached by
 * reflection; where it is missing, the JVM's own handling stays.
 */
public final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final int INT = 2;
    private static final int TERM = 15;

    private Signals() {}

    /**
     * Has SIGINT and SIGTERM handled.
     *
     * @param handler called on a thread of its own for each signal, with its number
     */
    public static void handle(IntConsumer handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> listener = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, listener);
            for (int number : new int[] {INT, TERM}) {
                Object named = signal.getConstructor(String.class).newInstance(number == INT ? "INT" : "TERM");
                handle.invoke(
                        null,
                        named,
                        Proxy.newProxyInstance(
                                Signals.class.getClassLoader(),
                                new Class<?>[] {listener},
                                (proxy, method, arguments) -> {
                                    if (method.getName().equals("handle")) {
                                        handler.accept(number);
                                    }
                                    return method.getReturnType() == int.class
                                            ? (Object) System.identityHashCode(proxy)
                                            : null;
                                }));
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("Signals are left to the JVM", e);
        }
    }

    /** What a shell shows for a process that a signal has ended. */
    public static int exitCode(int signal) {
        return signal == INT ? ExitCode.INTERRUPTED : ExitCode.TERMINATED;
    }
}
