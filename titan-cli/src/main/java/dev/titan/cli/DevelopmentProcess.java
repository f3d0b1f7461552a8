package dev.titan.cli;

import dev.titan.config.TitanConfig;
import dev.titan.model.ExitCode;
import dev.titan.server.Signals;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The process of {@code titan dev}: its signals and its keyboard. Closing it gives the keyboard back. Safe for use by many threads. */
final class DevelopmentProcess implements AutoCloseable {
    private final DevelopmentServer server;
    private final Optional<Keyboard> keyboard;
    private final AtomicBoolean ending = new AtomicBoolean();

    private DevelopmentProcess(DevelopmentServer server, Optional<Keyboard> keyboard) {
        this.server = server;
        this.keyboard = keyboard;
    }

    /**
     * Has signals and keys handled from now on, if the terminal is the process's own.
     *
     * @param log what is logged
     * @param reload builds and loads everything anew; called on the thread that reads the keys
     * @param inspector tells where debuggers attach; called there too
     */
    static DevelopmentProcess attach(
            Terminal terminal, DevelopmentServer server, TitanConfig.Log log, Runnable reload, Runnable inspector) {
        if (!terminal.ofThisProcess()) {
            return new DevelopmentProcess(server, Optional.empty());
        }
        Optional<Keyboard> keyboard = terminal.interactive() ? Keyboard.ofProcess() : Optional.empty();
        DevelopmentProcess process = new DevelopmentProcess(server, keyboard);
        // On a thread of its own: there may be only one for all signals.
        Signals.handle(signal -> process.end(Signals.exitCode(signal)));
        keyboard.ifPresent(keys -> {
            HotKeys does = DevelopmentKeys.of(terminal, server, log, reload, inspector, () -> process.end(ExitCode.OK));
            Thread reader = new Thread(() -> keys.read(does::press), "titan-keys");
            reader.setDaemon(true);
            reader.start();
            server.announceKeys();
        });
        return process;
    }

    /**
     * Ends the process: gracefully the first time, at once the second. Ctrl-C ends with 130, as a shell expects of what it interrupted.
     *
     * @param forced the exit code if it cannot be graceful
     */
    private void end(int forced) {
        if (!ending.compareAndSet(false, true)) {
            halt(forced);
        }
        new Thread(
                        () -> {
                            boolean finished = server.stop();
                            boolean asked = finished && forced != ExitCode.INTERRUPTED;
                            halt(asked ? ExitCode.OK : forced);
                        },
                        "titan-stop")
                .start();
    }

    private void halt(int exitCode) {
        close();
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void close() {
        keyboard.ifPresent(Keyboard::close);
    }
}
