package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** TypeScript of tests, bundled by the build's esbuild into one module. */
final class TestBundle {
    private TestBundle() {}

    /** @param entry relative to this Maven module */
    static String of(String entry) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(Path.of("target/esbuild"))) {
            Path esbuild = files.filter(file ->
                            file.endsWith("bin/esbuild") || file.toString().endsWith("esbuild.exe"))
                    .findFirst()
                    .orElseThrow();
            Path out = Path.of("target", entry.replaceAll("\\W", "-") + ".js");
            Process process = new ProcessBuilder(
                            esbuild.toString(),
                            entry,
                            "--bundle",
                            "--format=esm",
                            "--target=esnext",
                            "--keep-names",
                            "--log-level=warning",
                            "--outfile=" + out)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0, said);
            return Files.readString(out);
        }
    }
}
