package dev.titan.runtime;

import dev.titan.config.AppEnvironment;
import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.engine.HostFunction;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsModule;
import dev.titan.host.extension.Extensions;
import dev.titan.host.tasks.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Evaluates every bundle of an app in an isolate of its own making, when the app is built: nothing is served and no container starts. */
final class Trial {
    private static final long STACK_BYTES = 8L << 20;
    private static final long MOST_SECONDS = 30;

    private Trial() {}

    /** What is asked of each bundle once it has been evaluated. */
    interface Visitor {
        /** @param codeCache of the services' bundle */
        void services(Kernel kernel, byte[] codeCache) throws JsException;

        /** @param index among the actions of the manifest */
        void action(Kernel kernel, int index, JsModule module) throws JsException;

        /** Told what {@link ServiceCode#plan} finds, JSON. */
        default void planned(String plan) {}
    }

    /**
     * Evaluates the services, then the actions in the order of the manifest.
     *
     * @param env what {@code t.env} is to the bundles' top level
     * @param extensions what {@code t} has besides; none is called
     * @throws LoadException when a bundle does not load
     */
    static void run(App app, AppEnvironment env, Extensions extensions, Visitor visitor) throws LoadException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        AtomicReference<@Nullable Isolate> running = new AtomicReference<>();
        AtomicReference<String> loading = new AtomicReference<>("");
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        runHere(app, env, extensions, visitor, running, loading);
                        done.complete(true);
                    } catch (LoadException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                "titan-trial",
                STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            done.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LoadException known) {
                throw known;
            }
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new LoadException("the bundles cannot be tried: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            Isolate isolate = running.get();
            if (isolate != null) {
                isolate.terminate();
            }
            throw new LoadException(
                    "the top level of " + loading.get() + " runs for more than " + MOST_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while bundles were tried", e);
        }
    }

    private static void runHere(
            App app,
            AppEnvironment env,
            Extensions extensions,
            Visitor visitor,
            AtomicReference<@Nullable Isolate> running,
            AtomicReference<String> loading)
            throws LoadException {
        RuntimeConfig config = new RuntimeConfig(1, Limits.DEFAULTS, env, Map.of(), false, NetPermission.of(List.of()))
                .withExtensions(extensions);
        String action = "";
        boolean services = false;
        try (Kernel kernel = new Kernel(config, noHost(new StackMap(app), visitor))) {
            running.set(kernel.isolate());
            if (app.manifest().services().any()) {
                services = true;
                loading.set("the services");
                visitor.services(kernel, kernel.services().tryOut(app));
                services = false;
            }
            for (int i = 0; i < app.manifest().actions().size(); i++) {
                action = app.manifest().actions().get(i).id();
                loading.set("the action '" + action + "'");
                try (JsModule module = kernel.isolate().module(app.source(i))) {
                    visitor.action(kernel, i, module);
                }
            }
        } catch (JsException e) {
            StackMap stacks = new StackMap(app);
            throw services ? LoadException.ofServices(e, stacks) : new LoadException(action, e, stacks);
        } finally {
            running.set(null);
        }
    }

    /** What a bundle's top level may call without effect: there is no request, and no timer comes due. */
    private static Map<String, HostFunction> noHost(StackMap stacks, Visitor visitor) {
        Map<String, HostFunction> host = new HashMap<>(HostText.FUNCTIONS);
        for (String name : List.of(
                "details",
                "rawBody",
                "complete",
                "startOperation",
                "cancelOperation",
                "startTimer",
                "stopTimer",
                "log",
                "handlerGone")) {
            host.put(name, arguments -> null);
        }
        host.put("containerStarted", a -> {
            visitor.planned(String.valueOf(a[1]));
            return null;
        });
        host.put("authorFrames", a -> stacks.authorFrames((String) a[0]));
        host.put("place", a -> stacks.place((String) a[0]));
        host.put("handlerPlace", a -> stacks.place((String) a[0]));
        host.put("handler", a -> Tasks.KIND.equals(a[0]) ? Tasks.fault((String) a[1], String.valueOf(a[3])) : null);
        return host;
    }
}
