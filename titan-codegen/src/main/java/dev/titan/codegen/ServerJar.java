package dev.titan.codegen;

import dev.titan.engine.Engine;
import dev.titan.model.Bundle;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ManifestJson;
import dev.titan.runtime.App;
import dev.titan.runtime.AppArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Packs an app into one file that {@code java -jar} runs: the server, V8 for the wanted platforms, database drivers for an app that may use them, and what {@link AppArchive} reads. */
public final class ServerJar {
    /** The platforms that a server.jar can be built for, if V8's library for them is to be had. */
    public static final List<String> PLATFORMS =
            List.of("linux-x86_64", "linux-arm64", "macos-x86_64", "macos-arm64", "windows-x86_64");

    private static final String DATABASE = "database drivers";
    private static final String REDIS = "client of Redis";
    private static final String BASE = "/titan/server-base.jar";

    private final ZipImage base;
    private final NativeLibraries libraries;

    ServerJar(ZipImage base, NativeLibraries libraries) {
        this.base = base;
        this.libraries = libraries;
    }

    /**
     * With the server that comes with this Titan.
     *
     * @throws EnvironmentException if it is not on the class path, as when Titan runs from its classes and not from titan.jar
     */
    public static ServerJar ofThisTitan() throws EnvironmentException, IOException {
        try (InputStream in = ServerJar.class.getResourceAsStream(BASE)) {
            if (in == null) {
                throw new EnvironmentException(
                        "this Titan has no server to pack (" + BASE.substring(1) + "): build and use titan.jar");
            }
            return new ServerJar(ZipImage.of(ByteBuffer.wrap(in.readAllBytes())), NativeLibraries.ofThisMachine());
        }
    }

    /**
     * Writes the jar. The same app gives the same bytes. What {@code public/}, {@code lib/} (the jars) and {@code db/migrations} hold is packed, but for names that begin with a dot.
     *
     * @param app with code caches made for this machine, or none
     * @param classes the routing class ({@link CompiledRouter#classes})
     * @param appFolder where public/, lib/, db/migrations and titan.config.json are looked for
     * @param platforms of {@link #PLATFORMS}
     * @param target its folder is made when it is missing; the file is replaced at once when all is well, and left alone otherwise
     * @return a line for each part of the jar
     * @throws EnvironmentException if V8 is not to be had for a platform
     * @throws IOException if a file cannot be read or the jar cannot be written
     */
    public List<JarPart> write(
            App app, Map<String, byte[]> classes, Path appFolder, List<String> platforms, Path target)
            throws EnvironmentException, IOException {
        JarWriter jar = new JarWriter();
        boolean database = DatabaseFiles.wantedBy(app, appFolder);
        addBundles(jar, app);
        addFiles(jar, app, classes, appFolder);
        addNative(jar, platforms, database);
        addServer(jar, app, database);
        return jar.write(target);
    }

    private static void addFiles(JarWriter jar, App app, Map<String, byte[]> classes, Path appFolder)
            throws IOException {
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            jar.add("routing class", file.getKey(), file.getValue());
        }
        jar.add("manifest", AppArchive.ROOT + "manifest.json", ManifestJson.write(app.manifest()));
        Path config = appFolder.resolve("titan.config.json");
        if (Files.isRegularFile(config)) {
            jar.add("configuration", AppArchive.ROOT + "titan.config.json", config);
        }
        addFolder(jar, "public files", AppArchive.ROOT + "public/", appFolder.resolve("public"));
        addFolder(
                jar,
                "migrations",
                AppArchive.ROOT + "migrations/",
                appFolder.resolve("db").resolve("migrations"));
        for (Path library : libraries(appFolder)) {
            jar.add("extensions", AppArchive.LIBRARIES + library.getFileName(), library);
        }
    }

    private static void addFolder(JarWriter jar, String what, String prefix, Path folder) throws IOException {
        for (Map.Entry<String, Path> file : FolderFiles.of(folder).entrySet()) {
            jar.add(what, prefix + file.getKey(), file.getValue());
        }
    }

    private void addNative(JarWriter jar, List<String> platforms, boolean database)
            throws EnvironmentException, IOException {
        for (String platform : platforms.stream().distinct().toList()) {
            ZipImage.Entry v8 = libraries.find(platform);
            jar.add("V8 for " + platform, v8.name(), v8);
            if (database) {
                ZipImage.Entry sqlite = libraries.sqlite(platform);
                jar.add(DATABASE, sqlite.name(), sqlite);
            }
        }
    }

    /** Adds the server but for what the app has no use for. */
    private void addServer(JarWriter jar, App app, boolean database) throws IOException {
        boolean redis = RedisFiles.wantedBy(app);
        boolean locales = LocaleFiles.wantedBy(app);
        if (locales) {
            LocaleFiles.add(jar);
        }
        for (ZipImage.Entry file : base.files()) {
            if (DatabaseFiles.has(file.name())) {
                if (database) {
                    jar.add(DATABASE, file.name(), file);
                }
            } else if (RedisFiles.has(file.name())) {
                if (redis) {
                    jar.add(REDIS, file.name(), file);
                }
            } else if (!locales || !LocaleFiles.has(file.name())) {
                jar.add("server", file.name(), file);
            }
        }
    }

    private static List<Path> libraries(Path appFolder) throws IOException {
        Path folder = appFolder.resolve("lib");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static void addBundles(JarWriter jar, App app) throws IOException {
        for (int i = 0; i < app.bundles().size(); i++) {
            Bundle bundle = app.bundles().get(i);
            String name = AppArchive.ROOT + "bundles/" + i + ".js";
            jar.add("actions", name, bundle.code().getBytes(StandardCharsets.UTF_8));
            jar.add("source maps", name + ".map", bundle.sourceMap().getBytes(StandardCharsets.UTF_8));
        }
        if (app.codeCaches().isEmpty()) {
            return;
        }
        jar.add(
                "code caches",
                AppArchive.ROOT + "code/key.txt",
                Engine.cacheKey().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < app.codeCaches().size(); i++) {
            jar.add(
                    "code caches",
                    AppArchive.ROOT + "code/" + i + ".cache",
                    app.codeCaches().get(i));
        }
    }
}
