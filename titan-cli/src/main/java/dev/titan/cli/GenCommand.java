package dev.titan.cli;

import dev.titan.bundler.ServiceContracts;
import dev.titan.codegen.ClientSource;
import dev.titan.codegen.ServiceIds;
import dev.titan.model.ExitCode;
import dev.titan.model.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code titan gen}: files for others, made from an app. */
@Command(
        name = "gen",
        sortOptions = false,
        description = "Write a client of the app's services.",
        customSynopsis = {"titan gen client [flags] [app]"},
        footer = {
            "",
            "client: TypeScript for browsers, Node, Bun and Deno, in one file; with -o <file>.js JavaScript, its types beside it.",
            "",
            "Examples:",
            "  titan gen client shop -o web/src/shop.ts",
            "  titan gen client shop -o web/shop.js"
        })
final class GenCommand implements Callable<Integer> {
    private static final List<String> ACTIONS = List.of("client");

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "what", description = "client.")
    private String what = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "app",
            defaultValue = ".",
            description = "The app's folder (default: the working directory).")
    private String app = ".";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<file>",
            description = "Where to write (default: client.ts in the app's .titan folder).")
    private @Nullable String output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    GenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        if (!ACTIONS.contains(what)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "titan gen cannot make \"" + what + "\"; there are " + String.join(", ", ACTIONS)
                            + Nearest.of(what, ACTIONS)
                                    .map(nearest -> "; did you mean " + nearest + "?")
                                    .orElse(""));
        }
        Path folder = AppOptions.of(app, null, common.logLevel()).folder(terminal);
        try {
            return client(folder);
        } catch (IOException e) {
            throw CommandException.failure("cannot read or write a file: " + e.getMessage());
        }
    }

    private Integer client(Path folder) throws CommandException, IOException {
        Path file = output == null ? folder.resolve(".titan").resolve("client.ts") : terminal.resolve(output);
        boolean script = file.toString().matches(".*\\.m?js");
        if (!script && !file.toString().matches(".*\\.m?ts")) {
            throw new CommandException(
                    ExitCode.USAGE, "a client is a file that ends in .ts, .mts, .js or .mjs, not " + output);
        }
        ServiceContracts contracts = ServiceContracts.read(folder, link(file, folder), ClientSource.names());
        if (contracts.services().isEmpty()) {
            throw CommandException.failure(
                    "there is no service to call: no class below app/services has @Service('name@1.0.0') with its id as a literal");
        }
        Map<String, String> ids = ServiceIds.of(contracts.services().stream()
                .map(found -> new ServiceIds.Service(found.name(), found.version(), found.type()))
                .toList());
        for (ServiceContracts.Warning warning : contracts.warnings()) {
            terminal.err()
                    .println(terminal.paint(Terminal.Style.YELLOW, "warning") + " " + warning.file() + ":"
                            + warning.line() + "  " + warning.message());
        }
        ClientSource source = new ClientSource(contracts.types(), ids);
        if (script) {
            write(file, source.javaScript());
            write(Path.of(file.toString().replaceFirst("\\.(m?)js$", ".d.$1ts")), source.declarations());
        } else {
            write(file, source.typeScript());
        }
        return ExitCode.OK;
    }

    /** From the folder of the file to that of the app, as an import names it. */
    private static String link(Path file, Path app) {
        Path from = file.toAbsolutePath().normalize().getParent();
        String path =
                from.relativize(app.toAbsolutePath().normalize()).toString().replace('\\', '/');
        return path.isEmpty() ? "." : path.startsWith(".") ? path : "./" + path;
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        terminal.out().println(terminal.paint(Terminal.Style.GREEN, "made") + " " + terminal.show(file));
    }
}
