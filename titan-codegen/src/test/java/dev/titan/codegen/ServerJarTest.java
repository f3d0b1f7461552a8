package dev.titan.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.engine.Engine;
import dev.titan.engine.LocaleData;
import dev.titan.model.ActionEntry;
import dev.titan.model.Bundle;
import dev.titan.model.EnvironmentException;
import dev.titan.model.Manifest;
import dev.titan.model.ManifestJson;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.routing.RouteMatch;
import dev.titan.runtime.App;
import dev.titan.runtime.AppArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerJarTest {
    private static final List<String> HERE = List.of(Engine.platform());
    private static final SourceLocation AT = SourceLocation.of("app/actions/u.ts", 1, 14);

    @TempDir
    Path folder;

    private Path appFolder;
    private CompiledRouter router;
    private App app;

    @BeforeEach
    void makeApp() throws Exception {
        appFolder = Files.createDirectories(folder.resolve("shop"));
        file("titan.config.json", "{}");
        file("public/index.html", "<h1>shop</h1>");
        file("public/.secret", "no");
        file("public/.git/config", "no");
        file("public/a/b.css", "p{}".repeat(50_000));
        file("db/migrations/V001__users.sql", "create table users(id integer)");
        List<RouteEntry> routes =
                List.of(new RouteEntry("/u/:id", List.of("GET"), new RouteEntry.Action("u", "default"), AT));
        router = new RouterCompiler(folder.resolve("generated")).compile(routes);
        Manifest manifest = new Manifest(
                "0.1.0",
                "shop",
                List.of(new ActionEntry(
                        "u",
                        "/actions/u",
                        "app/actions/u.ts",
                        List.of(new ActionEntry.Handler("default", List.of(), AT)))),
                routes,
                List.of("KEY"));
        app = new App(
                manifest,
                router.router(),
                List.of(new Bundle("titan:///actions/u.js", "export default 'é'", "{map}")),
                List.of(new byte[] {1, 2}));
    }

    @Test
    void holdsWhatTheServerReads() throws Exception {
        Path jar = folder.resolve("new/dist/server.jar");
        server().write(app, router.classes(), appFolder, HERE, jar);
        try (AppArchive archive = AppArchive.open(jar)) {
            App read = archive.app();
            assertEquals(app.manifest(), read.manifest());
            assertEquals(List.of(new Bundle("titan:///actions/u.js", "export default 'é'", "")), read.bundles());
            assertArrayEquals(new byte[] {1, 2}, read.codeCaches().get(0));
            assertEquals("{map}", archive.sourceMap(0));
            assertEquals(Optional.of("{}"), archive.config());
            RouteMatch match = new RouteMatch();
            assertEquals(0, read.router().route("GET", "/u/7", match));
            assertEquals("7", match.value(0));
        }
    }

    @Test
    void isAJarWithItsManifestFirstAndTheRestSorted() throws Exception {
        Path jar = folder.resolve("server.jar");
        server().write(app, router.classes(), appFolder, HERE, jar);
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
            assertEquals("a.Main", in.getManifest().getMainAttributes().getValue("Main-Class"));
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertEquals(
                    List.of(
                            "META-INF/MANIFEST.MF",
                            "META-INF/services/java.sql.Driver",
                            "META-INF/services/x",
                            "a/Main.class",
                            LocaleData.ENGLISH,
                            "dev/titan/generated/Routes.class",
                            Engine.libraryResource(Engine.platform()),
                            NativeLibraries.sqliteResource(Engine.platform()),
                            "titan/bundles/0.js",
                            "titan/bundles/0.js.map",
                            "titan/code/0.cache",
                            "titan/code/key.txt",
                            "titan/manifest.json",
                            "titan/migrations/V001__users.sql",
                            "titan/public/a/b.css",
                            "titan/public/index.html",
                            "titan/titan.config.json"),
                    names);
            for (ZipEntry entry : zip.stream().toList()) {
                assertReadable(zip, entry);
            }
        }
    }

    @Test
    void givesTheSameBytesForTheSameApp() throws Exception {
        Path one = folder.resolve("one.jar");
        Path two = folder.resolve("two.jar");
        server().write(app, router.classes(), appFolder, HERE, one);
        Files.setLastModifiedTime(appFolder.resolve("public/index.html"), FileTime.fromMillis(1_000));
        server().write(app, router.classes(), appFolder, HERE, two);
        assertEquals(-1, Files.mismatch(one, two));
    }

    @Test
    void tellsTheSizeOfEachPart() throws Exception {
        List<JarPart> parts = server().write(app, router.classes(), appFolder, HERE, folder.resolve("server.jar"));
        Map<String, JarPart> byName = parts.stream().collect(Collectors.toMap(JarPart::what, part -> part));
        assertEquals(
                List.of(
                        "actions",
                        "source maps",
                        "code caches",
                        "routing class",
                        "manifest",
                        "configuration",
                        "public files",
                        "migrations",
                        "V8 for " + HERE.get(0),
                        "database drivers",
                        "server"),
                parts.stream().map(JarPart::what).toList());
        assertEquals(
                150_000 + "<h1>shop</h1>".length(), byName.get("public files").bytes());
        assertTrue(byName.get("public files").compressed() < 2_000);
        assertTrue(byName.get("V8 for " + HERE.get(0)).compressed() > 1_000_000);
        long compressed = parts.stream().mapToLong(JarPart::compressed).sum();
        long overhead = Files.size(folder.resolve("server.jar")) - compressed;
        assertTrue(overhead > 0 && overhead < 4_000, "overhead " + overhead);
    }

    @Test
    void replacesTheJarAtOnceOrLeavesItAlone() throws Exception {
        Path jar = folder.resolve("server.jar");
        Files.writeString(jar, "before");
        EnvironmentException e = assertThrows(
                EnvironmentException.class,
                () -> server().write(app, router.classes(), appFolder, List.of("plan9-mips"), jar));
        assertTrue(e.getMessage().contains("there is no V8 for plan9-mips"), e.getMessage());
        assertTrue(e.getMessage().contains("at hand: " + Engine.platform()), e.getMessage());
        assertTrue(e.getMessage().contains("cannot be started"), e.getMessage());
        assertEquals("before", Files.readString(jar));
        server().write(app, router.classes(), appFolder, HERE, jar);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("generated", "server.jar", "shop"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
        assertTrue(
                assertThrows(IOException.class, () -> server().write(app, router.classes(), appFolder, HERE, appFolder))
                        .getMessage()
                        .contains("is a folder"));
    }

    @Test
    void takesAnotherPlatformFromTheMavenRepository() throws Exception {
        String name = Engine.libraryResource("windows-x86_64");
        Path repository = folder.resolve("repository");
        Path artifact = repository.resolve("com/caoccao/javet/javet-v8-windows-x86_64-i18n/" + Engine.JAVET_VERSION);
        Files.createDirectories(artifact);
        Files.write(
                artifact.resolve("javet-v8-windows-x86_64-i18n-" + Engine.JAVET_VERSION + ".jar"),
                zip(Map.of(name, "dll")));
        ServerJar server = new ServerJar(base(), new NativeLibraries(repository, List.of("no-such-maven")));
        server.write(app, router.classes(), appFolder, List.of("windows-x86_64"), folder.resolve("server.jar"));
        try (ZipFile zip = new ZipFile(folder.resolve("server.jar").toFile())) {
            assertEquals(
                    "dll", new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void packsALinkOnlyIfItStaysInPublic() throws Exception {
        Files.createSymbolicLink(appFolder.resolve("public/home.html"), Path.of("index.html"));
        Path jar = folder.resolve("server.jar");
        server().write(app, router.classes(), appFolder, HERE, jar);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            assertEquals(
                    "<h1>shop</h1>".length(),
                    zip.getEntry("titan/public/home.html").getSize());
        }
        Path out = Files.createSymbolicLink(appFolder.resolve("public/out"), folder);
        assertRefused("leads out of", jar);
        Files.delete(out);
        Path circle = Files.createSymbolicLink(appFolder.resolve("public/a/circle"), Path.of(".."));
        assertRefused("leads in a circle", jar);
        Files.delete(circle);
        Files.createSymbolicLink(appFolder.resolve("public/nothing"), Path.of("absent"));
        assertRefused("points to nothing", jar);
    }

    @Test
    void ignoresCodeCachesMadeElsewhere() throws Exception {
        JarWriter jar = new JarWriter();
        jar.add("x", "titan/manifest.json", ManifestJson.write(app.manifest()));
        jar.add("x", "titan/bundles/0.js", new byte[0]);
        jar.add("x", "titan/code/0.cache", new byte[1]);
        jar.add("x", "titan/code/key.txt", "another V8".getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> file : router.classes().entrySet()) {
            jar.add("x", file.getKey(), file.getValue());
        }
        jar.write(folder.resolve("x.jar"));
        try (AppArchive archive = AppArchive.open(folder.resolve("x.jar"))) {
            assertEquals(List.of(), archive.app().codeCaches());
            assertEquals(Optional.empty(), archive.config());
        }
    }

    @Test
    void saysWhenAJarHoldsNoApp() throws Exception {
        Path jar = Files.write(folder.resolve("other.jar"), zip(Map.of("x", "")));
        assertTrue(assertThrows(IOException.class, () -> AppArchive.open(jar))
                .getMessage()
                .contains("holds no app"));
        assertFalse(Files.exists(folder.resolve("absent.jar")));
        assertThrows(IOException.class, () -> AppArchive.open(folder.resolve("absent.jar")));
    }

    private void assertRefused(String why, Path jar) {
        IOException e =
                assertThrows(IOException.class, () -> server().write(app, router.classes(), appFolder, HERE, jar));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private static void assertReadable(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            CRC32 crc = new CRC32();
            crc.update(bytes);
            assertEquals(entry.getCrc(), crc.getValue(), entry.getName());
            assertEquals(entry.getSize(), bytes.length, entry.getName());
        }
    }

    private ServerJar server() throws IOException {
        return new ServerJar(base(), new NativeLibraries(folder.resolve("no-repository"), List.of("no-such-maven")));
    }

    @Test
    void hasDatabaseDriversOnlyForAnAppThatMayUseThem() throws Exception {
        Files.delete(appFolder.resolve("db/migrations/V001__users.sql"));
        Files.delete(appFolder.resolve("db/migrations"));
        assertEquals(List.of(), drivers("export default 'é'"));
        assertEquals(List.of(), drivers("const dbx = 1; export default { dbs: dbx }"));
        List<String> all = List.of("META-INF/services/java.sql.Driver", NativeLibraries.sqliteResource(HERE.get(0)));
        for (String code : List.of("t.db.query('x')", "const { db } = t", "t['db']", "constructor(d: Database)")) {
            assertEquals(all, drivers(code), code);
        }
    }

    private List<String> drivers(String code) throws Exception {
        return written(code).stream().filter(DatabaseFiles::has).toList();
    }

    private App app(String code) {
        return new App(
                app.manifest(),
                router.router(),
                List.of(new Bundle("titan:///actions/u.js", code, "{map}")),
                app.codeCaches());
    }

    /** The names in the jar of an app with that code. */
    private List<String> written(String code) throws Exception {
        Path jar = folder.resolve("written.jar");
        server().write(app(code), router.classes(), appFolder, HERE, jar);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void hasAllLocalesOnlyForAnAppThatNamesOne() throws Exception {
        for (String code : List.of("export default 'é'", "const intl = 1, toLocal = 2; x.toLowerCase().normalize()")) {
            assertFalse(LocaleFiles.wantedBy(app(code)), code);
        }
        for (String code : List.of(
                "new Intl.NumberFormat()",
                "a.localeCompare(b)",
                "x['toLocaleUpperCase']()",
                "d.toLocaleDateString('de')",
                "n.toLocaleString()")) {
            assertTrue(LocaleFiles.wantedBy(app(code)), code);
        }
        assertEquals(List.of(LocaleData.ENGLISH), locales("1"));
        assertEquals(List.of(LocaleData.ALL), locales("globalThis.Intl"));
    }

    private List<String> locales(String code) throws Exception {
        return written(code).stream()
                .filter(name -> name.startsWith("dev/titan/engine/icu/"))
                .toList();
    }

    private static ZipImage base() throws IOException {
        return ZipImage.of(ByteBuffer.wrap(zip(Map.of(
                "META-INF/services/java.sql.Driver",
                "org.sqlite.JDBC",
                "a/",
                "",
                "a/Main.class",
                "main",
                LocaleData.ENGLISH,
                "en",
                "META-INF/services/x",
                "y",
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\r\nMain-Class: a.Main\r\n\r\n"))));
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private void file(String name, String content) throws IOException {
        Path file = appFolder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
