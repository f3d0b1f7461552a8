package dev.titan.cli;

import dev.titan.bundler.BundleResult;
import dev.titan.bundler.Bundler;
import dev.titan.bundler.TestFiles;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.config.Mode;
import dev.titan.config.TitanConfig;
import dev.titan.engine.EngineOptions;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import dev.titan.server.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code titan test}: runs the tests of an app, each file in an isolate of its own. */
@Command(
        name = "test",
        sortOptions = false,
        description = "Run the tests of an app: files named *.test.ts (or tsx, mts, js, jsx, mjs).",
        footer = {
            "",
            "Examples:",
            "  titan test shop",
            "  titan test shop orders      those of files with orders in their path",
            "  titan test --name refuses   those with refuses in their name"
        })
final class TestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "file",
            description = "Part of the paths of the files to run (default: all).")
    private String file = "";

    @Option(
            names = "--name",
            paramLabel = "<text>",
            description = "Run only tests whose name, with those of their suites before it, contains this.")
    private String name = "";

    @Option(names = "--json", description = "Print one JSON object: {ok, passed, failed, skipped, todo, ms, tests}.")
    private boolean json;

    TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        long begun = System.nanoTime();
        Path folder = app.folder(terminal);
        Settings settings = app.settings(terminal, folder, Mode.DEVELOPMENT, Map.of());
        TestReport report = new TestReport(terminal, json);
        try {
            List<String> files = files(folder);
            log(settings.loaded().config().log());
            GeneratedFiles.write(folder);
            BundleResult built = bundle(folder, settings, files);
            if (!json && !built.warnings().isEmpty()) {
                terminal.err().print(terminal.diagnosticPrinter().print(built.warnings()));
            }
            for (int i = 0; i < files.size(); i++) {
                new TestedFile(
                                folder,
                                settings,
                                terminal.environment(),
                                built.actions().get(i),
                                built.bundles().get(i))
                        .run(name, report::add);
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    "the tests of " + terminal.show(folder) + " cannot be run: " + FileFault.of(e), e);
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        }
        if (report.isEmpty()) {
            throw CommandException.failure(
                    name.isEmpty()
                            ? "the files hold no tests; import { test } from 'node:test' and call it"
                            : "no test has \"" + name + "\" in its name");
        }
        report.finish(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return report.ok() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private List<String> files(Path folder) throws CommandException, IOException {
        List<String> all = TestFiles.scan(folder);
        if (all.isEmpty()) {
            throw CommandException.failure(
                    "there are no tests: they are files named *.test.ts (or tsx, mts, js, jsx, mjs) below "
                            + String.join(", ", TestFiles.FOLDERS));
        }
        List<String> chosen = all.stream().filter(each -> each.contains(file)).toList();
        if (chosen.isEmpty()) {
            throw CommandException.failure(
                    "no test file has \"" + file + "\" in its path; there are " + String.join(", ", all));
        }
        return chosen;
    }

    private static BundleResult bundle(Path folder, Settings settings, List<String> files)
            throws DiagnosticException, EnvironmentException {
        TitanConfig config = settings.loaded().config();
        EngineOptions engine =
                new EngineOptions(config.limits().heapMb(), config.permissions().eval());
        try (Bundler bundler = new Bundler(Mode.DEVELOPMENT, config.bundle().define(), engine)) {
            return bundler.tests(folder, files);
        }
    }

    /** What the code under test logs goes where the report goes; not into JSON. */
    private void log(TitanConfig.Log given) {
        TitanConfig.Log.Level level = json ? TitanConfig.Log.Level.OFF : given.level();
        Logs.start(new TitanConfig.Log(level, TitanConfig.Log.Format.TEXT, given.redact()), terminal.colour());
    }
}
