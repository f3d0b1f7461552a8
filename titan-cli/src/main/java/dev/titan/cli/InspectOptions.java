package dev.titan.cli;

import dev.titan.model.ExitCode;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The flags that open workers to debuggers. */
final class InspectOptions {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 9229;
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--inspect",
            arity = "0..1",
            paramLabel = "[<host>:]<port>",
            preprocessor = OnlyAttached.class,
            description = "Let Chrome DevTools and VS Code attach (default: 127.0.0.1:9229).")
    private @Nullable String inspect;

    @Option(
            names = "--inspect-brk",
            arity = "0..1",
            paramLabel = "[<host>:]<port>",
            preprocessor = OnlyAttached.class,
            description = "The same, and wait for a debugger before the app loads; it pauses at the first line.")
    private @Nullable String inspectBrk;

    /**
     * Where debuggers attach.
     *
     * @param port 0 lets the system choose
     * @param waits whether the app loads only once one has attached
     */
    record Inspection(String host, int port, boolean waits) {}

    /** What the flags ask for; empty without them. {@code --inspect-brk} goes before {@code --inspect}. */
    Optional<Inspection> inspection() throws CommandException {
        if (inspectBrk != null) {
            return Optional.of(parse("--inspect-brk", inspectBrk, true));
        }
        return inspect == null ? Optional.empty() : Optional.of(parse("--inspect", inspect, false));
    }

    private static Inspection parse(String flag, String value, boolean waits) throws CommandException {
        if (value.isEmpty()) {
            return new Inspection(DEFAULT_HOST, DEFAULT_PORT, waits);
        }
        int colon = value.lastIndexOf(':');
        boolean hasPort = colon > value.lastIndexOf(']');
        boolean isPort = value.chars().allMatch(InspectOptions::isDigit);
        String host = isPort ? DEFAULT_HOST : hasPort ? value.substring(0, colon) : value;
        String port = isPort ? value : hasPort ? value.substring(colon + 1) : String.valueOf(DEFAULT_PORT);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()
                || port.isEmpty()
                || port.length() > 5
                || !port.chars().allMatch(InspectOptions::isDigit)) {
            throw wrong(flag, value);
        }
        int number = Integer.parseInt(port);
        if (number > LAST_PORT) {
            throw wrong(flag, value);
        }
        return new Inspection(host, number, waits);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static CommandException wrong(String flag, String value) {
        return new CommandException(
                ExitCode.USAGE,
                flag + " is '" + value + "'; expected a port from 0 to " + LAST_PORT + ", a host, or both as in " + flag
                        + "=127.0.0.1:9229");
    }

    /** {@code --inspect shop} is the flag without a value, and the app's folder. */
    static final class OnlyAttached implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> information) {
            if (!"=".equals(information.get("separator"))) {
                args.push("");
            }
            return false;
        }
    }
}
