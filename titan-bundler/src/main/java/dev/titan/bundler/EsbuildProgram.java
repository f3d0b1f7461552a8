package dev.titan.bundler;

import dev.titan.engine.CachedResource;
import dev.titan.model.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** The esbuild program that comes with Titan, for the platform that Titan was built on. */
final class EsbuildProgram {
    /** Written by the build: the version of the artifact that the program is taken from. */
    private static final String VERSION_RESOURCE = "esbuild.properties";

    private EsbuildProgram() {}

    /**
     * Starts it as a service.
     *
     * @throws EnvironmentException when there is none for this platform, or it does not run here
     */
    static EsbuildService start() throws EnvironmentException, IOException {
        return start(platform());
    }

    static EsbuildService start(String platform) throws EnvironmentException, IOException {
        String version = version();
        String resource = resource(platform, version);
        if (EsbuildProgram.class.getClassLoader().getResource(resource) == null) {
            throw new EnvironmentException("there is no esbuild for " + platform
                    + " in this copy of Titan: build Titan on this machine, or use a copy that was built for it");
        }
        Path program = CachedResource.extract(resource);
        try {
            return EsbuildService.start(program, version);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "esbuild does not run from " + program + " (" + e.getMessage()
                            + "): set TITAN_CACHE to a folder from which programs may be executed",
                    e);
        }
    }

    static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = EsbuildProgram.class.getResourceAsStream(VERSION_RESOURCE)) {
            if (in == null) {
                throw new IOException("no resource " + VERSION_RESOURCE);
            }
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static String resource(String platform, String version) {
        String folder = "META-INF/resources/_static/" + platform + "/" + version + "/";
        return folder + (platform.startsWith("win32") ? "esbuild.exe" : "bin/esbuild");
    }

    /** This machine in esbuild's words, for example {@code linux-x64}. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String family = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "win32" : os.replace(" ", "");
        String processor = switch (arch) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i686" -> "ia32";
            default -> arch;
        };
        return family + "-" + processor;
    }
}
