package dev.titan.cli;

import dev.titan.model.Diagnostic;
import dev.titan.model.ExitCode;
import dev.titan.model.SourceLocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs the TypeScript compiler that a project has installed and reads what it says. */
final class TypeCheck {
    /** A line of tsc without --pretty: {@code app/actions/a.ts(3,7): error TS2322: Type …}; or without a place. */
    private static final Pattern LINE = Pattern.compile(
            "(?:(?<file>.+?)\\((?<line>\\d+),(?<column>\\d+)\\): )?(?<kind>error|warning) (?<code>TS\\d+): (?<text>.*)");

    private final Path app;
    private final Path compiler;

    private TypeCheck(Path app, Path compiler) {
        this.app = app;
        this.compiler = compiler;
    }

    /**
     * That of an app: the compiler of its own node_modules, or of the nearest folder above it.
     *
     * @return empty when there is none
     */
    static Optional<TypeCheck> of(Path app) {
        String name = System.getProperty("os.name").startsWith("Windows") ? "tsc.cmd" : "tsc";
        for (Path folder = app; folder != null; folder = folder.getParent()) {
            Path compiler = folder.resolve("node_modules").resolve(".bin").resolve(name);
            if (Files.exists(compiler)) {
                return Optional.of(new TypeCheck(app, compiler));
            }
        }
        return Optional.empty();
    }

    /** Which compiler it runs. */
    Path compiler() {
        return compiler;
    }

    /**
     * Checks the app.
     *
     * @throws CommandException when the compiler cannot be run, or ends in another way than by reporting errors
     */
    List<Diagnostic> run() throws CommandException {
        List<String> command =
                new ArrayList<>(List.of(compiler.toString(), "--noEmit", "--pretty", "false", "--project"));
        command.add(project().toString());
        try {
            Process process = new ProcessBuilder(command)
                    .directory(app.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            List<String> output;
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                output = reader.lines().toList();
            } finally {
                process.destroy();
            }
            List<Diagnostic> diagnostics = read(app, output);
            int exit = process.waitFor();
            if (exit != 0 && diagnostics.isEmpty()) {
                throw new CommandException(
                        ExitCode.ENVIRONMENT,
                        compiler + " ended with exit code " + exit + ": "
                                + output.stream().findFirst().orElse("it said nothing"));
            }
            return diagnostics;
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.ENVIRONMENT, "cannot run " + compiler + ": " + e.getMessage() + "; it needs Node.js");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failure("interrupted while TypeScript was checking");
        }
    }

    private Path project() {
        for (String name : List.of("tsconfig.json", "jsconfig.json")) {
            if (Files.exists(app.resolve(name))) {
                return app.resolve(name);
            }
        }
        return app.resolve(".titan").resolve("tsconfig.json");
    }

    /** Turns lines of tsc into diagnostics; an indented line belongs to the one before. */
    static List<Diagnostic> read(Path app, List<String> output) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (String line : output) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Diagnostic.Severity severity =
                        matcher.group("kind").equals("error") ? Diagnostic.Severity.ERROR : Diagnostic.Severity.WARNING;
                diagnostics.add(new Diagnostic(
                        severity,
                        matcher.group("code"),
                        matcher.group("text").replaceFirst("\\.$", ""),
                        place(app, matcher),
                        List.of(),
                        ""));
            } else if (line.startsWith(" ") && !diagnostics.isEmpty()) {
                Diagnostic last = diagnostics.remove(diagnostics.size() - 1);
                diagnostics.add(last.note(line.strip(), null));
            }
        }
        return diagnostics;
    }

    private static @Nullable SourceLocation place(Path app, Matcher matcher) {
        if (matcher.group("file") == null) {
            return null;
        }
        int line = Integer.parseInt(matcher.group("line"));
        return new SourceLocation(
                matcher.group("file").replace('\\', '/'),
                line,
                Integer.parseInt(matcher.group("column")),
                0,
                lineText(app.resolve(matcher.group("file")), line));
    }

    private static String lineText(Path file, int line) {
        try (var lines = Files.lines(file)) {
            return lines.skip(line - 1L).findFirst().orElse("");
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }
}
