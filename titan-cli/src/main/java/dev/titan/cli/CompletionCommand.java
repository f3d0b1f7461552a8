package dev.titan.cli;

import dev.titan.model.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code titan completion}: prints the script that lets a shell complete commands, flags and the words that their values may be. */
@Command(
        name = "completion",
        sortOptions = false,
        description = "Print the completion script of a shell.",
        footer = {
            "",
            "Examples:",
            "  source <(titan completion bash)",
            "  titan completion fish > ~/.config/fish/completions/titan.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "shell",
            completionCandidates = Shells.class,
            description = "bash, zsh or fish.")
    private String shell = "";

    @Mixin
    @SuppressWarnings("unused") // picocli reads it through reflection
    private CommonOptions common = new CommonOptions();

    private static final class Shells extends Words {
        Shells() {
            super(SHELLS);
        }
    }

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        CommandLine all = Commands.all(terminal);
        switch (shell) {
            // picocli's script serves both: in zsh it turns on zsh's emulation of bash's completion.
            case "bash", "zsh" -> terminal.out().print(AutoComplete.bash("titan", all));
            case "fish" -> terminal.out().print(fish(all));
            default ->
                throw CommandException.unknown(
                        "no completion for \"" + shell + "\"; there is one for bash, zsh and fish", shell, SHELLS);
        }
        return ExitCode.OK;
    }

    private static String fish(CommandLine all) {
        StringBuilder script = new StringBuilder();
        all.getSubcommands().forEach((name, command) -> {
            String description =
                    String.join(" ", command.getCommandSpec().usageMessage().description());
            script.append("complete -c titan -n __fish_use_subcommand -a ")
                    .append(name)
                    .append(" -d ")
                    .append(quote(description))
                    .append('\n');
            command.getCommandSpec().options().forEach(option -> {
                script.append("complete -c titan -n '__fish_seen_subcommand_from ")
                        .append(name)
                        .append('\'');
                for (String flag : option.names()) {
                    script.append(flag.startsWith("--") ? " -l " + flag.substring(2) : " -s " + flag.substring(1));
                }
                // One whose value may be left out takes it behind an equals sign only.
                String value = option.completionCandidates() == null
                        ? " -r"
                        : " -x -a " + quote(String.join(" ", option.completionCandidates()));
                script.append(option.arity().min() > 0 ? value : "")
                        .append(" -d ")
                        .append(quote(String.join(" ", option.description())))
                        .append('\n');
            });
            command.getCommandSpec().positionalParameters().stream()
                    .filter(parameter -> parameter.completionCandidates() != null)
                    .forEach(parameter -> {
                        String words = String.join(" ", parameter.completionCandidates());
                        script.append("complete -c titan -n '__fish_seen_subcommand_from ")
                                .append(name)
                                .append("; and not __fish_seen_subcommand_from ")
                                .append(words)
                                .append("' -f -a ")
                                .append(quote(words))
                                .append('\n');
                    });
        });
        return script.toString();
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
