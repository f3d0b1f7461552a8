package dev.titan.cli;

import dev.titan.bundler.ServiceContracts;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.codegen.ClientSource;
import dev.titan.codegen.OpenApi;
import dev.titan.codegen.ServiceIds;
import dev.titan.config.Mode;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import dev.titan.runtime.App;
import dev.titan.runtime.AppSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        description = "Write a client, an OpenAPI document or a Dockerfile.",
        customSynopsis = {"titan gen client|openapi|dockerfile [flags] [app]"},
        footer = {
            "",
            "client: TypeScript for browsers, Node, Bun and Deno, in one file; with -o <file>.js JavaScript, its types beside it.",
            "openapi: OpenAPI 3.1 of the app's routes and services, with the schemas that they declare.",
            "dockerfile: an image of dist/server.jar, which titan build makes.",
            "",
            "Examples:",
            "  titan gen client shop -o web/src/shop.ts",
            "  titan gen client shop -o web/shop.js",
            "  titan gen openapi shop -o openapi.json"
        })
final class GenCommand implements Callable<Integer> {
    private static final List<String> ACTIONS = List.of("client", "openapi", "dockerfile");

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "what",
            completionCandidates = Actions.class,
            description = "client, openapi or dockerfile.")
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
            description =
                    "Where to write (default: client.ts or openapi.json in the app's .titan folder, Dockerfile in the app's).")
    private @Nullable String output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    private static final class Actions extends Words {
        Actions() {
            super(ACTIONS);
        }
    }

    GenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        if (!ACTIONS.contains(what)) {
            throw CommandException.unknown(
                    "titan gen cannot make \"" + what + "\"; there are " + String.join(", ", ACTIONS), what, ACTIONS);
        }
        AppOptions options = AppOptions.of(app, null, common.logLevel());
        Path folder = options.folder(terminal);
        try {
            switch (what) {
                case "client" -> client(folder);
                case "openapi" -> openApi(options, folder);
                default -> dockerfile(folder);
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandException.failure("cannot read or write a file: " + FileFault.of(e));
        }
    }

    private Path file(Path otherwise) {
        return output == null ? otherwise : terminal.resolve(output);
    }

    private void openApi(AppOptions options, Path folder)
            throws DiagnosticException, EnvironmentException, IOException {
        Settings settings = options.settings(terminal, folder, Mode.DEVELOPMENT, Map.of());
        App built;
        AppSchemas schemas;
        try (AppBuilder builder = new AppBuilder(folder, Mode.DEVELOPMENT, settings)) {
            built = builder.build().app();
            schemas = builder.load(built, terminal.environment(), AppSchemas::read);
        }
        PackageFacts facts = PackageFacts.of(folder, built.manifest().app());
        write(
                file(folder.resolve(".titan").resolve("openapi.json")),
                OpenApi.document(built.manifest(), schemas, facts.name(), facts.version()));
    }

    /** A file that is there may be the author's own: it is kept. */
    private void dockerfile(Path folder) throws CommandException, IOException {
        Path file = file(folder.resolve("Dockerfile"));
        if (Files.exists(file)) {
            throw CommandException.failure(
                    terminal.show(file) + " is there already; remove it, or name another with -o");
        }
        try (InputStream in = GenCommand.class.getResourceAsStream("templates/Dockerfile")) {
            write(file, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void client(Path folder) throws CommandException, IOException {
        Path file = file(folder.resolve(".titan").resolve("client.ts"));
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
    }

    /** From the folder of the file to that of the app, as an import names it. */
    private static String link(Path file, Path app) {
        Path from = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
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
