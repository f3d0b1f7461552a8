package dev.titan.runtime;

import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.engine.HostFunction;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.host.extension.Extensions;
import dev.titan.host.tasks.Tasks;
import java.util.ArrayList;
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

/** Makes V8's code caches of an app's bundles when it is built, so that the server need not compile them when it starts. */
public final class CodeCaches {
    private static final long STACK_BYTES = 8L << 20;
    private static final long MOST_SECONDS = 30;

    private CodeCaches() {}

    /**
     * Evaluates every bundle in an isolate of its own making and takes its code cache. The caches are good for {@link dev.titan.engine.Engine#cacheKey this version and
     * platform} only; V8 ignores others.
     *
     * @param env what {@code t.env} shows to the bundles' top level
     * @param extensions what {@code t} has besides; none is called
     * @return one for each bundle, in their order
     * @throws LoadException when a bundle does not load
     */
    public static List<byte[]> make(App app, Map<String, String> env, Extensions extensions) throws LoadException {
        CompletableFuture<List<byte[]>> made = new CompletableFuture<>();
        AtomicReference<@Nullable Isolate> running = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        made.complete(makeHere(app, env, extensions, running));
                    } catch (LoadException | RuntimeException e) {
                        made.completeExceptionally(e);
                    }
                },
                "titan-code-caches",
                STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return made.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LoadException known) {
                throw known;
            }
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new LoadException("the code caches cannot be made: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            Isolate isolate = running.get();
            if (isolate != null) {
                isolate.terminate();
            }
            throw new LoadException("the top level of an action runs for more than " + MOST_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while code caches were made", e);
        }
    }

    private static List<byte[]> makeHere(
            App app, Map<String, String> env, Extensions extensions, AtomicReference<@Nullable Isolate> running)
            throws LoadException {
        RuntimeConfig config = new RuntimeConfig(1, Limits.DEFAULTS, env, Map.of(), false, NetPermission.of(List.of()))
                .withExtensions(extensions);
        List<byte[]> caches = new ArrayList<>();
        String action = "";
        boolean services = false;
        try (Kernel kernel = new Kernel(config, noHost(new StackMap(app)))) {
            running.set(kernel.isolate());
            byte[] ofServices = null;
            if (app.manifest().services().any()) {
                services = true;
                ofServices = kernel.services().tryOut(app);
                services = false;
            }
            for (int i = 0; i < app.manifest().actions().size(); i++) {
                action = app.manifest().actions().get(i).id();
                try (var module = kernel.isolate().module(app.source(i))) {
                    caches.add(module.codeCache());
                }
            }
            if (ofServices != null) {
                caches.add(ofServices);
            }
        } catch (JsException e) {
            StackMap stacks = new StackMap(app);
            throw services ? LoadException.ofServices(e, stacks) : new LoadException(action, e, stacks);
        } finally {
            running.set(null);
        }
        return caches;
    }

    /** What a bundle's top level may call without effect: there is no request, and no timer comes due. */
    private static Map<String, HostFunction> noHost(StackMap stacks) {
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
        host.put("place", a -> stacks.place((String) a[0]));
        host.put("handler", a -> Tasks.KIND.equals(a[0]) ? Tasks.fault((String) a[1], String.valueOf(a[3])) : null);
        return host;
    }
}
