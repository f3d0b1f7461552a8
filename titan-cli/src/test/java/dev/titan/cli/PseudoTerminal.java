package dev.titan.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shell command in a terminal of its own, by util-linux's {@code script}. */
final class PseudoTerminal implements AutoCloseable {
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private final Process process;
    private final BufferedReader lines;
    private final StringBuilder seen = new StringBuilder();

    PseudoTerminal(Path directory, Map<String, String> environment, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(SCRIPT.toString(), "--quiet", "--return", "--command", command, "/dev/null"))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Whether this machine has what it takes. */
    static boolean available() {
        return Files.isExecutable(SCRIPT);
    }

    /** Types. */
    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Reads lines until one matches, and gives its groups; fails when the command ends before. */
    Matcher awaitLine(String regex) throws IOException {
        Pattern pattern = Pattern.compile(regex);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
        throw new AssertionError("no line matches " + regex + " in\n" + seen);
    }

    /** The first child of the shell that runs in the terminal. */
    ProcessHandle child() {
        return process.descendants()
                .filter(handle -> handle.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
