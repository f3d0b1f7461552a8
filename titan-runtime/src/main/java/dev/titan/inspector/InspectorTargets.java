package dev.titan.inspector;

import dev.titan.engine.Isolate;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers that debuggers can attach to. Safe for use by many threads.
 *
 * <p>An id cannot be guessed, which keeps pages that the author visits from attaching by it. A worker's place keeps its id for the life of the process, so that a debugger finds
 * the worker again that has taken another's place.
 */
public final class InspectorTargets {
    /** As V8 is told it, and tells it, of the pause at the first line. */
    static final String PAUSE_REASON = "Break on start";

    private final URI sources;
    private final boolean waits;
    private final ConcurrentMap<String, String> ids = new ConcurrentHashMap<>();
    private final List<InspectorTarget> targets = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<String, MappedScript> mapped = new ConcurrentHashMap<>();
    private volatile boolean released;

    /** Is told of workers that come and go, on their threads: must be quick. */
    public interface Listener {
        /** A worker can be attached to. */
        void added(InspectorTarget target);

        /** A worker has gone. */
        void removed(InspectorTarget target);
    }

    /**
     * @param sources the app's folder
     * @param waits whether workers load no app before a debugger has said that it is ready, and then pause at the first statement
     */
    public InspectorTargets(URI sources, boolean waits) {
        this.sources = sources;
        this.waits = waits;
    }

    /** Those that there are now, the first worker first. */
    public List<InspectorTarget> list() {
        return targets.stream()
                .sorted(Comparator.comparingInt(
                                (InspectorTarget target) -> target.name().length())
                        .thenComparing(InspectorTarget::name))
                .toList();
    }

    /** The app's folder. */
    public URI sources() {
        return sources;
    }

    /** The target with this id. */
    public Optional<InspectorTarget> find(String id) {
        return targets.stream().filter(target -> target.id().equals(id)).findFirst();
    }

    /** Tells a listener of what comes and goes from now on. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Tells it no more. */
    public void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    /**
     * Opens an isolate to debuggers; to be called on its thread, before it loads code of the app.
     *
     * @param name of the worker
     * @param thread has a task run on the isolate's thread as code of the isolate
     */
    public InspectorTarget add(String name, Isolate isolate, Consumer<Runnable> thread) {
        String id = ids.computeIfAbsent(name, any -> UUID.randomUUID().toString());
        InspectorTarget target = new InspectorTarget(this, id, name, isolate.inspect(name), thread);
        targets.add(target);
        listeners.forEach(listener -> listener.added(target));
        return target;
    }

    void remove(InspectorTarget target) {
        targets.remove(target);
        listeners.forEach(listener -> listener.removed(target));
    }

    /** Whether workers wait for a debugger now. */
    boolean waits() {
        return waits && !released;
    }

    /** Lets the workers that wait load, whether a debugger is ready or not. */
    public void release() {
        released = true;
        targets.forEach(InspectorTarget::wake);
    }

    /** Any thread: nobody is to wait or be held any more. */
    public void close() {
        targets.forEach(InspectorTarget::detach);
        release();
    }

    /**
     * The text of a bundle with its source map in it, as an URL that every debugger reads, its sources named by absolute URLs.
     *
     * @param url what V8 calls the bundle
     * @param map version 3, JSON, sources relative to the app's folder; empty for none
     */
    public String withSourceMap(String url, String code, String map) {
        if (map.isEmpty()) {
            return code;
        }
        MappedScript script = mapped.compute(
                url,
                (name, known) -> known != null && known.is(code, map) ? known : MappedScript.of(code, map, sources));
        return code + "\n//# sourceMappingURL=" + script.url() + "\n";
    }

    /** The bundles that have source maps. */
    Set<String> mapped() {
        return mapped.keySet();
    }

    /** A bundle as it was loaded last; null if it has no source map. */
    @Nullable
    MappedScript script(String url) {
        return mapped.get(url);
    }
}
