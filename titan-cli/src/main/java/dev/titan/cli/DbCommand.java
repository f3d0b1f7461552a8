package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.Terminal.Style;
import dev.titan.config.Mode;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.db.Migration;
import dev.titan.host.db.MigrationState;
import dev.titan.host.db.Migrations;
import dev.titan.host.db.Migrator;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import dev.titan.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code titan db}: the migrations of an app's database. */
@Command(
        name = "db",
        sortOptions = false,
        description = "Apply, list and add the migrations of an app's database.",
        customSynopsis = {
            "titan db migrate [flags] [app]",
            "       titan db status [flags] [app]",
            "       titan db new [app] <name>"
        },
        footer = {
            "",
            "The database is what DATABASE_URL names, else the SQLite file data/app.db in the app's folder.",
            "",
            "Examples:",
            "  titan db new add_users",
            "  titan db migrate shop",
            "  DATABASE_URL=postgres://localhost/shop titan db status shop"
        })
final class DbCommand implements Callable<Integer> {
    private static final List<String> ACTIONS = List.of("migrate", "status", "new");

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "action",
            completionCandidates = Actions.class,
            description = "migrate, status or new.")
    private String action = "";

    @Parameters(
            index = "1..*",
            arity = "0..2",
            paramLabel = "app",
            description = "The app's folder (default: the working directory); of new also what the migration is for.")
    private List<String> rest = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "<file>",
            description = "A titan.config.json that overrides the app's key by key.")
    private @Nullable String config;

    @Option(names = "--production", description = "Read the .env files of production, not those of development.")
    private boolean production;

    @Option(names = "--json", description = "Print one JSON object: {database, migrations}.")
    private boolean json;

    @Mixin
    private CommonOptions common = new CommonOptions();

    private static final class Actions extends Words {
        Actions() {
            super(ACTIONS);
        }
    }

    DbCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        try {
            switch (action) {
                case "migrate" -> migrate(app());
                case "status" -> status(app());
                case "new" -> create();
                default -> throw unknown();
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandException.failure("cannot read or write " + Migrations.FOLDER + ": " + FileFault.of(e));
        }
    }

    private CommandException unknown() {
        return CommandException.unknown(
                "unknown action \"" + action + "\"; there are " + String.join(", ", ACTIONS), action, ACTIONS);
    }

    /** The folder of the app, of an action that takes nothing else. */
    private Path app() throws CommandException {
        if (rest.size() > 1) {
            throw new CommandException(ExitCode.USAGE, "unexpected argument \"" + rest.get(1) + "\"");
        }
        return folder(rest.isEmpty() ? "." : rest.get(0));
    }

    private Path folder(String app) throws CommandException {
        return AppOptions.of(app, config, common.logLevel()).folder(terminal);
    }

    private Migrator migrator(Path folder) throws DiagnosticException {
        Settings settings = AppOptions.of(folder.toString(), config, common.logLevel())
                .settings(terminal, folder, production ? Mode.PRODUCTION : Mode.DEVELOPMENT, Map.of());
        return new Migrator(new DatabaseSettings(settings.loaded().config().db(), folder));
    }

    private void migrate(Path folder) throws DiagnosticException, IOException {
        Migrations migrations = Migrations.ofApp(folder);
        Migrator migrator = migrator(folder);
        List<Migration> applied = new ArrayList<>();
        migrator.migrate(migrations, migration -> {
            applied.add(migration);
            if (!json) {
                terminal.out().println(terminal.paint(Style.GREEN, "applied") + " " + migration.path());
            }
        });
        if (json) {
            terminal.out()
                    .println(Json.pretty(Json.object(
                            "database",
                            migrator.database(),
                            "migrations",
                            applied.stream().map(Migration::path).toList())));
        } else if (migrations.isEmpty()) {
            terminal.out().println("There are no migrations; titan db new <name> makes the first.");
        } else {
            terminal.out()
                    .println(
                            applied.isEmpty()
                                    ? "Nothing to apply: " + migrator.database() + " has all "
                                            + migrations.all().size()
                                    : applied.size() + " applied to " + migrator.database());
        }
    }

    private void status(Path folder) throws DiagnosticException, IOException {
        Migrations migrations = Migrations.ofApp(folder);
        Migrator migrator = migrator(folder);
        List<MigrationState> states = migrator.status(migrations);
        if (json) {
            terminal.out()
                    .println(Json.pretty(Json.object(
                            "database",
                            migrator.database(),
                            "migrations",
                            states.stream().map(DbCommand::plain).toList())));
            return;
        }
        terminal.out().println(terminal.paint(Style.DIM, migrator.database()));
        if (states.isEmpty()) {
            terminal.out().println("There are no migrations; titan db new <name> makes the first.");
        }
        int width = states.stream()
                .mapToInt(state ->
                        String.valueOf(state.version()).length() + state.name().length())
                .max()
                .orElse(0);
        for (MigrationState state : states) {
            String name = state.version() + " " + state.name();
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%-" + (width + 1) + "s  %s",
                            name,
                            terminal.paint(style(state.state()), word(state.state()))
                                    + (state.appliedAt() == null ? "" : "  " + state.appliedAt())));
        }
    }

    private static Map<String, @Nullable Object> plain(MigrationState state) {
        return Json.object(
                "version",
                state.version(),
                "name",
                state.name(),
                "state",
                word(state.state()),
                "appliedAt",
                state.appliedAt());
    }

    private static String word(MigrationState.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static Style style(MigrationState.State state) {
        return switch (state) {
            case APPLIED -> Style.GREEN;
            case PENDING -> Style.YELLOW;
            case CHANGED, MISSING, LATE -> Style.RED;
        };
    }

    private void create() throws CommandException, DiagnosticException, IOException {
        if (rest.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "titan db new needs a name, such as add_users");
        }
        Path folder = folder(rest.size() == 1 ? "." : rest.get(0));
        String file;
        try {
            file = Migrations.ofApp(folder).nextFile(rest.get(rest.size() - 1));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        Path path = folder.resolve(Migrations.FOLDER).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "-- Statements end with a semicolon. All of them are applied, or none.\n");
        terminal.out().println(terminal.paint(Style.GREEN, "made") + " " + terminal.show(path));
    }
}
