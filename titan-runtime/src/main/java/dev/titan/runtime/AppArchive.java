package dev.titan.runtime;

import dev.titan.engine.CachedResource;
import dev.titan.engine.Engine;
import dev.titan.model.Bundle;
import dev.titan.model.Manifest;
import dev.titan.model.ManifestJson;
import dev.titan.routing.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The app inside a server.jar. Safe for use by several threads. Everything of the app lies under {@value #ROOT}, but for the routing class:
 *
 * <ul>
 *   <li>{@code manifest.json}: {@link ManifestJson}
 *   <li>{@code bundles/<i>.js} and {@code bundles/<i>.js.map}: the bundle of the i-th action and its source map; the last is that of the services if there are any
 *   <li>{@code code/<i>.cache} and {@code code/key.txt}: V8's code caches, and {@link Engine#cacheKey} of what made them
 *   <li>{@code public/}: static files; {@code migrations/}: what lies in db/migrations
 *   <li>{@code lib/}: jars with the app's extensions and what they need
 *   <li>{@code titan.config.json}: as the author wrote it
 * </ul>
 */
public final class AppArchive implements AutoCloseable {
    /** The folder of the app in the jar. */
    public static final String ROOT = "titan/";

    /** The folder of the app's jars in the jar. */
    public static final String LIBRARIES = ROOT + "lib/";

    /** The name of the class that implements {@link Router} for the app. */
    public static final String ROUTER_CLASS = "dev.titan.generated.Routes";

    private final Path path;
    private final ZipFile jar;

    private AppArchive(Path path, ZipFile jar) {
        this.path = path;
        this.jar = jar;
    }

    /**
     * Opens a server.jar.
     *
     * @throws IOException if it cannot be read as a jar, or holds no app
     */
    public static AppArchive open(Path jar) throws IOException {
        ZipFile zip = new ZipFile(jar.toFile());
        if (zip.getEntry(ROOT + "manifest.json") != null) {
            return new AppArchive(jar, zip);
        }
        zip.close();
        throw new IOException(jar + " holds no app: 'titan build' makes a server.jar that does");
    }

    /**
     * The jar that this class was loaded from, which is server.jar itself in production.
     *
     * @throws IOException if it was not loaded from a jar
     */
    public static Path ownJar() throws IOException {
        CodeSource source = AppArchive.class.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getPath().endsWith(".jar")) {
            throw new IOException("this Titan was not started from a jar");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the jar of this Titan has no path: " + source.getLocation(), e);
        }
    }

    /** The file that was opened. */
    public Path path() {
        return path;
    }

    /**
     * The app, ready to load. Its source maps are read when they are needed: what is thrown once the archive is closed keeps its places in the bundles.
     *
     * @throws IOException if the jar is incomplete, or was built for another format
     */
    public App app() throws IOException {
        Manifest manifest = ManifestJson.read(bytes(ROOT + "manifest.json"));
        boolean cached = text("code/key.txt").equals(Optional.of(Engine.cacheKey()));
        List<Bundle> bundles = new ArrayList<>();
        List<byte[]> codeCaches = new ArrayList<>();
        for (int i = 0; i < manifest.bundles(); i++) {
            String code = new String(bytes(ROOT + "bundles/" + i + ".js"), StandardCharsets.UTF_8);
            bundles.add(new Bundle(manifest.bundleName(i), code, ""));
            if (cached) {
                codeCaches.add(bytes(ROOT + "code/" + i + ".cache"));
            }
        }
        return new App(manifest, router(), bundles, codeCaches, this::sourceMap);
    }

    /**
     * The jars of the app's lib folder, as files: those of the jar that the running process was started from are copied into the cache folder.
     *
     * @throws IOException if one cannot be written there
     */
    public List<Path> libraries() throws IOException {
        List<Path> libraries = new ArrayList<>();
        for (ZipEntry entry : Collections.list((Enumeration<? extends ZipEntry>) jar.entries())) {
            if (entry.getName().startsWith(LIBRARIES) && !entry.isDirectory()) {
                libraries.add(CachedResource.extract(entry.getName()));
            }
        }
        return libraries;
    }

    private Router router() throws IOException {
        try {
            ClassLoader loader = new RouterLoader();
            Class<?> type = loader.loadClass(ROUTER_CLASS);
            for (Class<?> part : type.getDeclaredClasses()) {
                // Now, since later the archive may be closed.
                loader.loadClass(part.getName());
            }
            return (Router) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IOException("the routing class of " + path + " cannot be loaded", e);
        }
    }

    /**
     * The source map of a bundle.
     *
     * @param bundle index into the app's bundles
     */
    public String sourceMap(int bundle) throws IOException {
        return new String(bytes(ROOT + "bundles/" + bundle + ".js.map"), StandardCharsets.UTF_8);
    }

    /** The text of titan.config.json, if the app has one. */
    public Optional<String> config() throws IOException {
        return text("titan.config.json");
    }

    /** The files of db/migrations, by name. */
    public Map<String, byte[]> migrations() throws IOException {
        String folder = ROOT + "migrations/";
        Map<String, byte[]> files = new TreeMap<>();
        for (ZipEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (name.startsWith(folder) && name.indexOf('/', folder.length()) < 0) {
                files.put(name.substring(folder.length()), bytes(name));
            }
        }
        return files;
    }

    private Optional<String> text(String name) throws IOException {
        if (jar.getEntry(ROOT + name) == null) {
            return Optional.empty();
        }
        return Optional.of(new String(bytes(ROOT + name), StandardCharsets.UTF_8));
    }

    private byte[] bytes(String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new IOException(path + " is incomplete: it has no " + name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }

    /** Finds the routing class in the archive, unless it is on the class path: a server.jar that runs, of which the archive of CDS may hold it. */
    private final class RouterLoader extends ClassLoader {
        RouterLoader() {
            super(Router.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                byte[] bytes = bytes(name.replace('.', '/') + ".class");
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
