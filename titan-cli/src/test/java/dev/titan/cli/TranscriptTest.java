package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the command lines of the .txt files beside this class's resources and compares what a user sees. A transcript is a sequence of
 *
 * <pre>
 * $ titan args            a command, run in an empty folder that the commands of one file share
 * > file                  or: writes a file of the lines that follow
 * ? 2                     the exit code, 0 when this line is missing
 * ! text                  a line of the error output
 * text                    a line of the output
 * </pre>
 *
 * In expected lines {@code [..]} stands for anything within the line, a line {@code ...} for any lines.
 */
class TranscriptTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/titan/cli/transcripts");

    @TempDir
    Path temporary;

    @TestFactory
    Stream<DynamicTest> transcriptsShowWhatAUserSees() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> sorted = files.sorted().toList();
            assertTrue(!sorted.isEmpty());
            return sorted.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> run(file)));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private void run(Path file) throws IOException {
        Path directory = Files.createDirectory(temporary.resolve(name(file)));
        List<String> block = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("$ ") || line.startsWith("> ") || line.startsWith("# ")) {
                step(directory, block);
                block.clear();
            }
            block.add(line);
        }
        step(directory, block);
    }

    private static void step(Path directory, List<String> block) throws IOException {
        if (block.isEmpty() || block.get(0).startsWith("# ")) {
            return;
        }
        String head = block.get(0).substring(2);
        List<String> lines = new ArrayList<>(block.subList(1, block.size()));
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        if (block.get(0).startsWith("> ")) {
            Path file = directory.resolve(head);
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
            return;
        }
        assertTrue(head.startsWith("titan"), head);
        List<String> args = Stream.of(head.substring(5).strip().split("\\s+"))
                .filter(arg -> !arg.isEmpty())
                .toList();
        CommandRun run = CommandRun.in(directory, Map.of(), args.toArray(String[]::new));
        String exit =
                lines.stream().filter(line -> line.startsWith("? ")).findFirst().orElse("? 0");
        String shown = "$ " + head + "\n" + run.out() + run.err();
        compare(
                lines.stream()
                        .filter(line -> !line.startsWith("? ") && !line.startsWith("!"))
                        .toList(),
                run.out(),
                shown);
        compare(
                lines.stream()
                        .filter(line -> line.startsWith("!"))
                        .map(line -> line.substring(1).replaceFirst("^ ", ""))
                        .toList(),
                run.err(),
                shown);
        assertEquals(exit.substring(2), String.valueOf(run.exitCode()), shown);
    }

    private static void compare(List<String> expected, String actual, String shown) {
        StringBuilder pattern = new StringBuilder();
        for (String line : expected) {
            if (line.equals("...") || line.equals("! ...")) {
                pattern.append("(?:.*\n)*?");
            } else {
                pattern.append(Pattern.quote(line).replace("[..]", "\\E.*\\Q")).append("\n");
            }
        }
        String normalized = actual.isEmpty() || actual.endsWith("\n") ? actual : actual + "\n";
        while (normalized.endsWith("\n\n")) {
            normalized = normalized.substring(0, normalized.length() - 1);
        }
        if (!Pattern.matches(pattern.toString(), normalized)) {
            assertEquals(String.join("\n", expected), actual, shown);
        }
    }
}
