package dev.titan.cli;

import dev.titan.model.DiagnosticException;
import dev.titan.model.ExitCode;
import dev.titan.model.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code titan init}: makes a project that runs at once. */
@Command(
        name = "init",
        sortOptions = false,
        description = "Make a project that runs at once.",
        footer = {"", "Examples:", "  titan init shop", "  titan init --template js"})
final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "dir",
            defaultValue = ".",
            description = "The folder to make it in (default: the working directory).")
    private String dir = ".";

    @Option(
            names = "--template",
            paramLabel = "<name>",
            defaultValue = "ts",
            completionCandidates = Templates.class,
            description = "ts or js (default: ts).")
    private String template = "ts";

    @Mixin
    @SuppressWarnings("unused") // picocli reads it through reflection
    private CommonOptions common = new CommonOptions();

    private static final class Templates extends Words {
        Templates() {
            super(ProjectTemplate.names());
        }
    }

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException {
        ProjectTemplate project = ProjectTemplate.named(template)
                .orElseThrow(() -> CommandException.unknown(
                        "no template \"" + template + "\"; there are " + String.join(" and ", ProjectTemplate.names()),
                        template,
                        ProjectTemplate.names()));
        Path folder = terminal.resolve(dir);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.failure(dir + " is a file, not a folder to make a project in");
        }
        List<String> inTheWay = project.files().stream()
                .filter(file -> Files.exists(folder.resolve(file)))
                .toList();
        if (!inTheWay.isEmpty()) {
            throw CommandException.failure("nothing written: " + terminal.show(folder) + " already has "
                    + String.join(", ", inTheWay) + "; name another folder, or move them away");
        }
        try {
            project.write(folder);
            GeneratedFiles.write(folder);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.ENVIRONMENT, "cannot write " + terminal.show(folder) + ": " + FileFault.of(e));
        }
        report(project, folder);
        return ExitCode.OK;
    }

    private void report(ProjectTemplate project, Path folder) {
        String shown = terminal.show(folder);
        terminal.out().println("Made a project in " + shown + ":");
        project.files().forEach(file -> terminal.out().println("  " + file));
        terminal.out().println();
        terminal.out().println("Next:");
        terminal.out()
                .println("  "
                        + terminal.paint(
                                Terminal.Style.BOLD, shown.equals(".") ? "titan dev" : "titan dev " + quote(shown)));
        terminal.out().println("  then open http://localhost:3000/");
    }

    /** A folder's name as a shell wants it. */
    private static String quote(String name) {
        return name.matches("[\\w./-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
