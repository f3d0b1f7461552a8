package dev.titan.cli;

import dev.titan.model.ExitCode;
import dev.titan.model.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Entry of the titan command. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    /**
     * Runs one command.
     *
     * @return one of {@link ExitCode}
     */
    static int run(Terminal terminal, String... args) {
        Failures failures = new Failures(terminal);
        try {
            return dispatch(terminal, failures, List.of(args));
        } catch (RuntimeException | Error e) {
            return failures.bug(e, args);
        }
    }

    /** Makes only the command that is called: reflecting on the others would be most of the time of a short one. */
    private static int dispatch(Terminal terminal, Failures failures, List<String> args) {
        String first = args.isEmpty() ? "--help" : args.get(0);
        if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
            return help(terminal, failures, args);
        }
        if (first.equals("--version") || first.equals("-V")) {
            terminal.out().println("titan " + Version.TITAN);
            return ExitCode.OK;
        }
        if (!Commands.NAMES.contains(first)) {
            return failures.unknownCommand(first);
        }
        return prepare(Commands.create(first, terminal), terminal, failures)
                .setCommandName("titan " + first)
                .execute(args.subList(1, args.size()).toArray(String[]::new));
    }

    private static int help(Terminal terminal, Failures failures, List<String> args) {
        if (args.size() < 2) {
            terminal.out().print(Commands.overview(terminal));
            return ExitCode.OK;
        }
        return dispatch(terminal, failures, List.of(args.get(1), "--help"));
    }

    private static CommandLine prepare(Object command, Terminal terminal, Failures failures) {
        return new CommandLine(command)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::failed)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(100);
    }
}
