package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.InspectOptions.Inspection;
import dev.titan.config.LoadedConfig;
import dev.titan.config.TitanConfig;
import dev.titan.inspector.InspectorTarget;
import dev.titan.inspector.InspectorTargets;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.server.CannotListenException;
import dev.titan.server.inspector.InspectorServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** Where debuggers attach to {@code titan dev}. Says so for each worker, in the words that debuggers look for. */
final class DebugPort implements AutoCloseable, InspectorTargets.Listener {
    private final Terminal terminal;
    private final InspectorTargets targets;
    private final InspectorServer server;

    private DebugPort(Terminal terminal, InspectorTargets targets, InspectorServer server) {
        this.terminal = terminal;
        this.targets = targets;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param folder the app's
     * @throws CommandException when the port cannot be had
     */
    static DebugPort open(Terminal terminal, Path folder, Inspection wanted)
            throws CommandException, EnvironmentException {
        InspectorTargets targets = new InspectorTargets(folder.toUri(), wanted.waits());
        try {
            InspectorServer server = InspectorServer.open(wanted.host(), wanted.port(), targets);
            DebugPort port = new DebugPort(terminal, targets, server);
            if (!InetAddress.getByName(wanted.host()).isLoopbackAddress()) {
                terminal.err()
                        .println(terminal.paint(Terminal.Style.YELLOW, "warning: ") + "whoever reaches "
                                + wanted.host() + ":" + server.port()
                                + " can run code in this process: the inspector is open to other machines");
            }
            targets.listen(port);
            return port;
        } catch (CannotListenException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot listen for debuggers on " + wanted.host() + ": " + e.getMessage(), e);
        }
    }

    InspectorTargets targets() {
        return targets;
    }

    /** Tells where debuggers attach. Any thread. */
    void print() {
        targets.list().forEach(target -> terminal.out().println("  " + target.name() + "  " + server.url(target)));
        terminal.out().println("  or chrome://inspect in Chrome, or an attach configuration of VS Code");
    }

    /** The settings with limits that leave an author time to look around. */
    static Settings patient(Settings settings) {
        TitanConfig config = settings.loaded().config();
        return new Settings(
                new LoadedConfig(
                        config.withLimits(config.limits().forDebugging()),
                        settings.loaded().settings()),
                settings.env());
    }

    @Override
    public void added(InspectorTarget target) {
        terminal.err().println("Debugger listening on " + server.url(target) + " (" + target.name() + ")");
        if (target.waits()) {
            terminal.err().println(target.name() + " waits for the debugger.");
        }
    }

    @Override
    public void removed(InspectorTarget target) {
        // A worker that takes its place is told of.
    }

    @Override
    public void close() {
        targets.close();
        server.close();
    }
}
