package dev.titan.cli;

import dev.titan.cli.Terminal.Style;
import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.db.Migration;
import dev.titan.host.db.Migrations;
import dev.titan.host.db.Migrator;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Applies the migrations of an app while its author writes it: at the start, and when one is added. Confined to one thread. */
final class DevelopmentMigrations {
    private final Terminal terminal;
    private final Path folder;
    private List<Migration> seen = List.of();

    /** @param folder the app's */
    DevelopmentMigrations(Terminal terminal, Path folder) {
        this.terminal = terminal;
        this.folder = folder;
    }

    /**
     * Applies what is pending, unless the files are as they were the last time.
     *
     * @return what is wrong; what had been applied before it stays
     */
    List<Diagnostic> update(TitanConfig.Database config) {
        try {
            Migrations migrations = Migrations.ofApp(folder);
            if (migrations.all().equals(seen)) {
                return List.of();
            }
            seen = migrations.all();
            new Migrator(new DatabaseSettings(config, folder)).migrate(migrations, this::tell);
            return List.of();
        } catch (DiagnosticException e) {
            return e.diagnostics();
        } catch (IOException e) {
            return List.of(Diagnostic.error(
                    "TITAN_M108", "cannot read " + folder.resolve(Migrations.FOLDER) + ": " + FileFault.of(e), null));
        }
    }

    private void tell(Migration migration) {
        terminal.out().println(terminal.paint(Style.GREEN, "applied") + " " + migration.path());
    }
}
