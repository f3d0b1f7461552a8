package dev.titan.host.extension;

import dev.titan.extension.Extension;
import dev.titan.host.HostThreads;
import dev.titan.host.Operation;
import dev.titan.host.files.FileSettings;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.FileFault;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link Extension extensions} of an app. Loading them calls nothing of theirs but constructor and name, so that their types can be had without serving. {@link #start} and {@link #close} are for one thread, the rest for many. */
public final class Extensions implements AutoCloseable {
    /** Of an app that has none. */
    public static final Extensions NONE = new Extensions(Map.of(), null);

    private static final Logger LOGGER = LoggerFactory.getLogger("titan.extension");
    private static final int THREADS = 32;

    private final Map<String, Loaded> loaded;

    /** Those that have been started, the last first. */
    private final Deque<String> begun = new ArrayDeque<>();

    private final @Nullable ExtensionLoader loader;
    private final ThreadPoolExecutor threads = HostThreads.pool("titan-extension", THREADS);

    /**
     * An extension that can be called.
     *
     * @param methods sorted by name
     */
    record Loaded(Extension extension, List<ExtensionMethod> methods) {}

    private Extensions(Map<String, Loaded> loaded, @Nullable ExtensionLoader loader) {
        this.loaded = loaded;
        this.loader = loader;
    }

    /**
     * Those in the jars of a folder, which need not exist.
     *
     * @throws DiagnosticException when one of them cannot be used as it is
     */
    public static Extensions ofFolder(Path folder) throws DiagnosticException {
        return ofJars(jars(folder));
    }

    /** The jars of a folder by name; none if there is no such folder. */
    public static List<Path> jars(Path folder) throws DiagnosticException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw fault("TITAN_X101", "the folder lib cannot be read: " + FileFault.of(e));
        }
    }

    /**
     * Those in some jars, which find each other.
     *
     * @throws DiagnosticException when one of them cannot be used as it is
     */
    public static Extensions ofJars(List<Path> jars) throws DiagnosticException {
        if (jars.isEmpty()) {
            return NONE;
        }
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }
        ExtensionLoader loader = new ExtensionLoader(urls.toArray(URL[]::new));
        try {
            return of(loader);
        } catch (DiagnosticException e) {
            close(loader);
            throw e;
        }
    }

    private static Extensions of(ExtensionLoader loader) throws DiagnosticException {
        Map<String, Loaded> loaded = new LinkedHashMap<>();
        try {
            for (Extension extension : ServiceLoader.load(Extension.class, loader)) {
                String name = extension.name();
                ExtensionCheck.name(name, extension, loaded.get(name));
                loaded.put(name, new Loaded(extension, ExtensionCheck.methods(name, extension)));
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw fault(
                    "TITAN_X101",
                    "an extension in lib cannot be loaded: " + e.getMessage() + (cause == e ? "" : ": " + cause));
        }
        return new Extensions(loaded, loader);
    }

    static DiagnosticException fault(String code, String text) {
        return new DiagnosticException(List.of(Diagnostic.error(code, text, null)));
    }

    /** Names that no extension can have. */
    public static Set<String> reserved() {
        return ExtensionCheck.RESERVED;
    }

    /** The names of their methods, by the names of extensions. */
    public Map<String, List<String>> methods() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        loaded.forEach((name, extension) -> names.put(
                name,
                extension.methods().stream()
                        .map(method -> method.method().getName())
                        .toList()));
        return names;
    }

    /** A declaration file for TypeScript. */
    public String types() {
        return new ExtensionTypes(loaded).text();
    }

    /** The operation that calls them. */
    public Operation operation() {
        Map<String, ExtensionMethod> all = new LinkedHashMap<>();
        loaded.forEach((name, extension) -> extension
                .methods()
                .forEach(method -> all.put(name + "." + method.method().getName(), method)));
        return new ExtensionCalls(all, threads);
    }

    /**
     * Has each start, one after the other. Those that have are stopped again when one fails.
     *
     * @param app what titan.config.json has below {@code app}
     * @throws DiagnosticException when one fails
     */
    public void start(FileSettings files, Map<String, @Nullable Object> app) throws DiagnosticException {
        for (Map.Entry<String, Loaded> each : loaded.entrySet()) {
            Extension extension = each.getValue().extension();
            begun.push(each.getKey());
            try {
                extension.start(new AppContext(each.getKey(), files, app));
            } catch (Exception | LinkageError e) {
                LOGGER.error("the extension t.{} failed to start", each.getKey(), e);
                close();
                throw fault(
                        "TITAN_X104",
                        "the extension t." + each.getKey() + " ("
                                + extension.getClass().getName() + ") failed to start: " + e);
            }
        }
    }

    /** Stops each that was started, in reverse, and interrupts what still runs. What fails is logged. */
    @Override
    public void close() {
        if (loader == null) {
            return;
        }
        threads.shutdownNow();
        for (String name; (name = begun.poll()) != null; ) {
            try {
                Objects.requireNonNull(loaded.get(name)).extension().stop();
            } catch (Exception | LinkageError e) {
                LOGGER.error("the extension t.{} failed to stop", name, e);
            }
        }
        close(loader);
    }

    private static void close(ExtensionLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            LOGGER.warn("a jar in lib cannot be closed", e);
        }
    }
}
