package dev.titan.codegen;

import dev.titan.engine.Engine;
import dev.titan.model.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds native libraries for a platform: V8's on the class path, in the local Maven repository, or by asking Maven for it; SQLite's in its driver, which has those of all platforms. */
final class NativeLibraries {
    private static final String GROUP = "com.caoccao.javet";
    private static final String GET = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get";
    private static final int MAVEN_MINUTES = 5;

    private final Path repository;
    private final List<String> maven;

    /**
     * @param repository the local Maven repository
     * @param maven the command that runs Maven
     */
    NativeLibraries(Path repository, List<String> maven) {
        this.repository = repository;
        this.maven = List.copyOf(maven);
    }

    /** With the repository and the Maven of this user. */
    static NativeLibraries ofThisMachine() {
        String own = System.getProperty("maven.repo.local");
        Path repository = own != null ? Path.of(own) : Path.of(System.getProperty("user.home"), ".m2", "repository");
        return new NativeLibraries(repository, List.of(File.separatorChar == '\\' ? "mvn.cmd" : "mvn"));
    }

    /**
     * The library as an entry of the jar it comes in.
     *
     * @throws EnvironmentException if the platform's library is nowhere to be had; the message says so and names the platforms that are at hand
     */
    ZipImage.Entry find(String platform) throws EnvironmentException, IOException {
        Optional<ZipImage.Entry> found = atHand(platform);
        if (found.isPresent()) {
            return found.get();
        }
        String failure = fetch(platform);
        found = atHand(platform);
        if (found.isPresent()) {
            return found.get();
        }
        throw new EnvironmentException("there is no V8 for " + platform + ": " + artifact(platform)
                + " does not resolve (" + failure + "); platforms at hand: " + String.join(", ", platformsAtHand()));
    }

    /**
     * SQLite for a platform.
     *
     * @throws EnvironmentException if the driver has none for it
     */
    ZipImage.Entry sqlite(String platform) throws EnvironmentException, IOException {
        Optional<ZipImage.Entry> found = onClassPath(sqliteResource(platform));
        return found.orElseThrow(() -> new EnvironmentException("there is no SQLite for " + platform));
    }

    /** Where the driver keeps it. */
    static String sqliteResource(String platform) {
        String[] parts = platform.split("-", 2);
        String family = parts[0].equals("macos") ? "Mac" : parts[0].equals("windows") ? "Windows" : "Linux";
        String file = family.equals("Windows")
                ? "sqlitejdbc.dll"
                : "libsqlitejdbc." + (family.equals("Mac") ? "dylib" : "so");
        return "org/sqlite/native/" + family + "/" + (parts[1].equals("arm64") ? "aarch64" : parts[1]) + "/" + file;
    }

    private List<String> platformsAtHand() throws IOException {
        List<String> names = new ArrayList<>();
        for (String platform : ServerJar.PLATFORMS) {
            if (atHand(platform).isPresent()) {
                names.add(platform);
            }
        }
        return names;
    }

    private Optional<ZipImage.Entry> atHand(String platform) throws IOException {
        String resource = Engine.libraryResource(platform);
        Optional<ZipImage.Entry> found = onClassPath(resource);
        if (found.isPresent()) {
            return found;
        }
        Path file = repository
                .resolve(GROUP.replace('.', '/'))
                .resolve(name(platform))
                .resolve(Engine.JAVET_VERSION)
                .resolve(name(platform) + "-" + Engine.JAVET_VERSION + ".jar");
        return Files.isRegularFile(file) ? ZipImage.open(file).find(resource) : Optional.empty();
    }

    private static Optional<ZipImage.Entry> onClassPath(String resource) throws IOException {
        URL url = Engine.class.getClassLoader().getResource(resource);
        if (url != null && url.openConnection() instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            return ZipImage.open(Path.of(URI.create(jar.getJarFileURL().toString())))
                    .find(jar.getEntryName());
        }
        return Optional.empty();
    }

    private static String artifact(String platform) {
        return GROUP + ":" + name(platform) + ":" + Engine.JAVET_VERSION;
    }

    private static String name(String platform) {
        return "javet-v8-" + platform + "-i18n";
    }

    /** Lets Maven put the artifact into its repository. Returns why it did not, if it did not. */
    private String fetch(String platform) throws IOException {
        List<String> command = new ArrayList<>(maven);
        command.addAll(List.of("-q", "-B", GET, "-Dtransitive=false", "-Dartifact=" + artifact(platform)));
        command.add("-Dmaven.repo.local=" + repository.toAbsolutePath());
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(new File(System.getProperty("java.io.tmpdir")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return "Maven, which could fetch it, cannot be started: " + e.getMessage();
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MAVEN_MINUTES, TimeUnit.MINUTES)) {
                return "Maven did not end within " + MAVEN_MINUTES + " minutes";
            }
            return process.exitValue() == 0 ? "the artifact holds no library" : "Maven does not find it";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Maven was fetching V8 for " + platform, e);
        } finally {
            process.destroy();
        }
    }
}
