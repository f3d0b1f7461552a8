package dev.titan.cli;

import dev.titan.cli.load.LoadPlan;
import dev.titan.cli.load.LoadRequest;
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say what {@code titan bench} sends, and how much of it. */
final class LoadOptions {
    private static final int MOST_CONNECTIONS = 10_000;
    private static final double LONGEST_SECONDS = 86_400;
    private static final int PROCESSORS_A_THREAD = 4;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final List<String> FRAMING = List.of("content-length", "transfer-encoding");

    @Option(
            names = "--connections",
            paramLabel = "<n>",
            description = "Connections, each with one request at a time (default: 64).")
    private int connections = 64;

    @Option(
            names = "--duration",
            paramLabel = "<seconds>",
            description = "For how long each path is measured (default: 10).")
    private double duration = 10;

    @Option(
            names = "--warmup",
            paramLabel = "<seconds>",
            description = "For how long it is loaded before, without counting (default: 5).")
    private double warmUp = 5;

    @Option(
            names = "--threads",
            paramLabel = "<n>",
            description = "Threads that send and receive (default: one for every four processors).")
    private @Nullable Integer threads;

    @Option(
            names = "--method",
            paramLabel = "<method>",
            description = "The method of the requests (default: GET, with --body POST).")
    private @Nullable String method;

    @Option(
            names = "--header",
            paramLabel = "'<name>: <value>'",
            description = "A header of the requests; may be given more than once.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--body",
            paramLabel = "<text>|@<file>",
            description = "What the requests carry, as JSON unless a header says otherwise.")
    private @Nullable String body;

    /** @throws CommandException when a number is out of bounds */
    LoadPlan plan() throws CommandException {
        require(connections >= 1 && connections <= MOST_CONNECTIONS, "--connections takes 1 to " + MOST_CONNECTIONS);
        require(duration > 0 && duration <= LONGEST_SECONDS, "--duration takes more than 0 and at most 86400 seconds");
        require(warmUp >= 0 && warmUp <= LONGEST_SECONDS, "--warmup takes 0 to 86400 seconds");
        int processors = Runtime.getRuntime().availableProcessors();
        int wanted = threads == null ? Math.min(connections, Math.max(1, processors / PROCESSORS_A_THREAD)) : threads;
        require(
                wanted >= 1 && wanted <= connections,
                "--threads takes 1 to " + connections + ", the number of connections");
        return new LoadPlan(connections, wanted, seconds(warmUp), seconds(duration));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** In upper case. */
    String method() {
        return method == null ? body == null ? "GET" : "POST" : method;
    }

    /**
     * The request for each of some paths.
     *
     * @throws CommandException when a flag does not make a request, or the body cannot be read
     */
    List<LoadRequest> requests(Terminal terminal, List<String> paths) throws CommandException {
        require(
                TOKEN.matcher(method()).matches(),
                "--method \"" + method() + "\" is no method; it is a word such as POST");
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String header : headers) {
            fields.add(field(header));
        }
        byte[] bytes = body == null ? null : bytes(terminal, body);
        return paths.stream()
                .map(path -> new LoadRequest(method(), path, fields, bytes))
                .toList();
    }

    private static Map.Entry<String, String> field(String header) throws CommandException {
        int colon = header.indexOf(':');
        String name = colon < 0 ? "" : header.substring(0, colon);
        String value = header.substring(colon + 1).strip();
        require(
                TOKEN.matcher(name).matches() && FIELD_VALUE.matcher(value).matches(),
                "--header \"" + header + "\" is no header; it is written as 'Accept: text/html'");
        require(
                !FRAMING.contains(name.toLowerCase(Locale.ROOT)),
                "--header \"" + header + "\" is not yours to set: it follows from the body");
        return Map.entry(name, value);
    }

    private static byte[] bytes(Terminal terminal, String body) throws CommandException {
        if (!body.startsWith("@")) {
            return body.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Files.readAllBytes(terminal.resolve(body.substring(1)));
        } catch (IOException e) {
            throw CommandException.failure("cannot read the body: " + FileFault.of(e));
        }
    }

    private static void require(boolean holds, String otherwise) throws CommandException {
        if (!holds) {
            throw new CommandException(ExitCode.USAGE, otherwise);
        }
    }
}
