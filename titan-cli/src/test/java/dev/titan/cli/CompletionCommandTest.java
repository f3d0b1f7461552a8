package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What shells offer for titan. */
class CompletionCommandTest {
    @TempDir
    Path folder;

    private String script(String shell) {
        return CommandRun.in(folder, Map.of(), "completion", shell).out();
    }

    /** What bash offers at the end of a line. */
    private Set<String> offered(String... line) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("titan.bash"), script("bash") + """
                compopt() { :; } # there is no completion under way
                COMP_WORDS=("$@")
                COMP_CWORD=$(($# - 1))
                COMP_LINE="$*"
                COMP_POINT=${#COMP_LINE}
                _complete_titan
                printf '%s\\n' "${COMPREPLY[@]}"
                """);
        List<String> command = new ArrayList<>(List.of("bash", script.toString(), "titan"));
        command.addAll(List.of(line));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        return new TreeSet<>(said.lines().map(String::strip).toList());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void bashOffersTheWordsThatThereAre() throws Exception {
        assertEquals(Set.of("client", "dockerfile", "openapi"), offered("gen", ""));
        assertEquals(Set.of("migrate"), offered("db", "m"));
        assertEquals(Set.of("bash", "fish", "zsh"), offered("completion", ""));
        assertEquals(Set.of("js", "ts"), offered("init", "--template", ""));
        assertEquals(Set.of("warn"), offered("dev", "--log-level", "w"));
        assertTrue(offered("build", "--platform", "linux").containsAll(Set.of("linux-x86_64", "linux-arm64")));
        assertTrue(offered("dev", "--man").contains("--management-port"));
    }

    @Test
    void fishOffersTheWordsThatThereAre() {
        String script = script("fish");
        assertTrue(
                script.contains(
                        "complete -c titan -n '__fish_seen_subcommand_from gen; and not __fish_seen_subcommand_from client openapi dockerfile' -f -a 'client openapi dockerfile'\n"),
                script);
        assertTrue(script.contains("'__fish_seen_subcommand_from init' -l template -x -a 'ts js' -d "), script);
        assertTrue(script.contains(" -l log-level -x -a 'trace debug info warn error off' -d "), script);
        assertTrue(script.contains(" -l platform -x -a 'linux-x86_64 linux-arm64 "), script);
        assertTrue(script.contains(" -l port -r -d "), script);
        assertTrue(script.contains(" -l inspect -d "), script);
    }
}
