package dev.titan.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.engine.LocaleData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** titan.jar and server-base.jar as they lie on disk. */
class JarsIT {
    private static final Path TITAN = Path.of("target/titan.jar");
    private static final Path SERVER_BASE = Path.of("../titan-server/target/server-base.jar");

    @Test
    void theServerHasTheNativesOfNoPlatformAndNothingOfTheBuildTools() throws IOException {
        try (JarFile jar = new JarFile(SERVER_BASE.toFile())) {
            assertEquals(
                    List.of(),
                    names(
                            jar,
                            // Netty's for epoll are of both processors, and are done without anywhere else.
                            "(?!META-INF/native/libnetty_).*\\.(so|dylib|dll)|.*/esbuild(\\.exe)?|picocli/.*|dev/titan/(cli|bundler|codegen|server/development)/.*"));
            assertNotNull(jar.getEntry("dev/titan/server/Main.class"));
            assertNotNull(jar.getEntry("META-INF/services/org.xnio.XnioProvider"));
            assertNotNull(jar.getEntry("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"));
        }
    }

    @Test
    void theCommandHasTheNativesOfThisPlatformAndTheServer() throws IOException {
        try (JarFile jar = new JarFile(TITAN.toFile())) {
            assertEquals(1, names(jar, "libjavet-v8-[^/]*").size());
            assertEquals(1, names(jar, ".*/esbuild(\\.exe)?").size());
            try (InputStream nested = jar.getInputStream(jar.getEntry("titan/server-base.jar"));
                    InputStream original = Files.newInputStream(SERVER_BASE)) {
                assertTrue(Arrays.equals(nested.readAllBytes(), original.readAllBytes()));
            }
        }
    }

    @Test
    void theCommandHasAllLocalesAndTheServerEnglishWithoutWhatMadeThem() throws IOException {
        try (JarFile titan = new JarFile(TITAN.toFile());
                JarFile base = new JarFile(SERVER_BASE.toFile())) {
            String data = "dev/titan/(icu/.*\\.class|engine/icu/.+[^/])";
            assertEquals(List.of("dev/titan/engine/icu/LICENSE", LocaleData.ALL), names(titan, data));
            assertEquals(List.of("dev/titan/engine/icu/LICENSE", LocaleData.ENGLISH), names(base, data));
        }
    }

    @Test
    void bothSayWhatTheJvmMustKnow() throws IOException {
        for (Path path : List.of(TITAN, SERVER_BASE)) {
            try (JarFile jar = new JarFile(path.toFile())) {
                Attributes manifest = jar.getManifest().getMainAttributes();
                assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"), path.toString());
                assertEquals("true", manifest.getValue("Multi-Release"), path.toString());
                assertEquals(List.of(), names(jar, "META-INF/[^/]*\\.(SF|DSA|RSA)"), path.toString());
                assertFalse(names(jar, "META-INF/LICENSE").isEmpty(), path.toString());
            }
        }
    }

    private static List<String> names(JarFile jar, String pattern) {
        return jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.matches(pattern))
                .sorted()
                .toList();
    }
}
