package dev.titan.cli;

import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.Nearest;
import dev.titan.model.Version;
import dev.titan.server.DiagnosticExit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Tells the user why a command did not do what was asked, and turns that into an exit code. */
final class Failures {
    private static final String REPORT_TO = "https://github.com/titan-server/titan/issues";

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    /** There is no such command. */
    int unknownCommand(String name) {
        boolean flag = name.startsWith("-");
        String what = flag ? "unknown flag " + name + "; a command comes first" : "unknown command \"" + name + "\"";
        return usage(what, Nearest.of(name, Commands.NAMES), "titan --help");
    }

    /** picocli does not understand the arguments of a command. */
    int usage(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String help = command.getCommandName() + " --help";
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            if (argument.startsWith("-")) {
                String name = argument.split("=", 2)[0];
                List<String> flags = new ArrayList<>();
                command.getCommandSpec().options().forEach(option -> flags.addAll(Arrays.asList(option.names())));
                flags.removeIf(flag -> !flag.startsWith("--"));
                return usage("unknown flag " + name, Nearest.of(name, flags), help);
            }
            return usage("unexpected argument \"" + argument + "\"", Optional.empty(), help);
        }
        if (e instanceof CommandLine.MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return usage(needs(command, missing.getMissing().get(0)), Optional.empty(), help);
        }
        return usage(firstLine(String.valueOf(e.getMessage())), Optional.empty(), help);
    }

    private static String needs(CommandLine command, ArgSpec argument) {
        String who = argument instanceof OptionSpec flag ? "the flag " + flag.longestName() : command.getCommandName();
        return who + " needs "
                + (argument.completionCandidates() == null
                        ? argument.paramLabel()
                        : "one of " + String.join(", ", argument.completionCandidates()));
    }

    private int usage(String what, Optional<String> nearest, String help) {
        error(what + CommandException.suggestion(nearest));
        terminal.err().println("  " + help + " tells what there is");
        return ExitCode.USAGE;
    }

    /** A command threw. */
    int failed(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        if (e instanceof CommandException failure) {
            error(String.valueOf(failure.getMessage()));
            return failure.exitCode();
        }
        if (e instanceof DiagnosticException faults) {
            return faults(faults.diagnostics());
        }
        if (e instanceof EnvironmentException environment) {
            error(String.valueOf(environment.getMessage()));
            return ExitCode.ENVIRONMENT;
        }
        return bug(e, arguments.originalArgs().toArray(String[]::new));
    }

    /** The app, its configuration or the flags have faults. */
    int faults(List<Diagnostic> diagnostics) {
        Diagnostic only = diagnostics.size() == 1 ? diagnostics.get(0) : null;
        if (only != null && only.location() == null && only.notes().isEmpty()) {
            error(only.text() + (only.suggestion().isEmpty() ? "" : "; " + only.suggestion()));
        } else {
            terminal.err().print(terminal.diagnosticPrinter().print(diagnostics));
        }
        return DiagnosticExit.of(diagnostics);
    }

    /** Nobody foresaw this. */
    int bug(Throwable e, String... args) {
        error("this should not have happened: " + e.getClass().getName()
                + (e.getMessage() == null ? "" : ": " + firstLine(e.getMessage())));
        terminal.err()
                .println("  It is a fault of Titan " + Version.TITAN + " (Java "
                        + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                        + "). Please report it: " + REPORT_TO);
        if (wantsStack(args)) {
            e.printStackTrace(terminal.err());
        } else {
            terminal.err().println("  --log-level debug shows where.");
        }
        return ExitCode.BUG;
    }

    private static boolean wantsStack(String... args) {
        String line = String.join(" ", args);
        return line.contains("--log-level debug")
                || line.contains("--log-level=debug")
                || line.contains("--log-level trace")
                || line.contains("--log-level=trace");
    }

    private void error(String text) {
        terminal.err().println(terminal.paint(Terminal.Style.RED, "titan: ") + text);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
