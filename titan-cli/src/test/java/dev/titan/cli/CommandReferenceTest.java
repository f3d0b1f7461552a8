package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps docs/reference/cli.md and the commands in step. {@code -Dtitan.update=true} writes the page anew. */
class CommandReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/cli.md");
    private static final String BEGIN = "<!-- commands: written by CommandReferenceTest -->\n";
    private static final String END = "<!-- end of commands -->";

    @Test
    void thePageShowsTheHelpOfEveryCommand() throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String expected = page.substring(0, begin) + "\n" + commands() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("titan.update")) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE), "run this test with -Dtitan.update=true to write the page anew");
    }

    private static String commands() {
        StringBuilder text = new StringBuilder();
        for (String name : Commands.NAMES) {
            String help = CommandRun.in(Path.of(""), Map.of(), name, "--help").out();
            text.append("## titan ")
                    .append(name)
                    .append("\n\n```\n")
                    .append(help.stripTrailing())
                    .append("\n```\n\n");
        }
        return text.toString();
    }
}
