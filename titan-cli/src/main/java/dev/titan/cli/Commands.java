package dev.titan.cli;

import java.util.List;
import picocli.CommandLine;

/** The commands there are. */
final class Commands {
    /** In the order to list them. */
    static final List<String> NAMES = List.of(
            "init",
            "dev",
            "build",
            "start",
            "test",
            "bench",
            "routes",
            "services",
            "check",
            "gen",
            "db",
            "doctor",
            "completion");

    private Commands() {}

    /** The command of a name, which must be one of {@link #NAMES}. */
    static Object create(String name, Terminal terminal) {
        return switch (name) {
            case "init" -> new InitCommand(terminal);
            case "dev" -> new DevCommand(terminal);
            case "build" -> new BuildCommand(terminal);
            case "start" -> new StartCommand(terminal);
            case "test" -> new TestCommand(terminal);
            case "bench" -> new BenchCommand(terminal);
            case "routes" -> new RoutesCommand(terminal);
            case "services" -> new ServicesCommand(terminal);
            case "check" -> new CheckCommand(terminal);
            case "gen" -> new GenCommand(terminal);
            case "db" -> new DbCommand(terminal);
            case "doctor" -> new DoctorCommand(terminal);
            case "completion" -> new CompletionCommand(terminal);
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    /** All commands below one that does nothing itself, for describing them. */
    static CommandLine all(Terminal terminal) {
        CommandLine root = new CommandLine(new TitanCommand());
        for (String name : NAMES) {
            root.addSubcommand(name, create(name, terminal));
        }
        return root;
    }

    /** What {@code titan --help} prints. */
    static String overview(Terminal terminal) {
        StringBuilder text =
                new StringBuilder("Titan turns a folder of TypeScript or JavaScript into one fast server.\n\n");
        text.append(terminal.paint(Terminal.Style.BOLD, "Usage:")).append(" titan <command> [flags] [app]\n\n");
        all(terminal)
                .getSubcommands()
                .forEach((name, command) -> text.append("  ")
                        .append(terminal.paint(Terminal.Style.CYAN, String.format("%-12s", name)))
                        .append(String.join(
                                " ", command.getCommandSpec().usageMessage().description()))
                        .append('\n'));
        return text.append("""

                        The app is a folder, the working directory unless named. titan <command> --help tells the flags.

                          titan init shop        make a project in the folder shop
                          titan dev shop         serve it while you write
                          titan build shop       make shop/dist/server.jar
                          java -jar shop/dist/server.jar
                        """).toString();
    }

    /** The root of the commands, for picocli. */
    @CommandLine.Command(name = "titan")
    private static final class TitanCommand {}
}
