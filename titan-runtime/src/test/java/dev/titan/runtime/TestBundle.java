package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** TypeScript of tests, bundled by the build's esbuild into one module. */
final class TestBundle {
    private TestBundle() {}

    /**
     * @param entry relative to this Maven module
     * @param flags of esbuild, besides those that all have
     */
    static String of(String entry, String... flags) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(Path.of("target/esbuild"))) {
            Path esbuild = files.filter(file ->
                            file.endsWith("bin/esbuild") || file.toString().endsWith("esbuild.exe"))
                    .findFirst()
                    .orElseThrow();
            Path out = Path.of("target", entry.replaceAll("\\W", "-") + ".js");
            List<String> command = new ArrayList<>(List.of(
                    esbuild.toString(),
                    entry,
                    "--bundle",
                    "--format=esm",
                    "--target=esnext",
                    "--keep-names",
                    "--log-level=warning",
                    "--outfile=" + out));
            command.addAll(List.of(flags));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, said);
            return Files.readString(out);
        }
    }
}
