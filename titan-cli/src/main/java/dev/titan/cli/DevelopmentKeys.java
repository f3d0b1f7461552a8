package dev.titan.cli;

import dev.titan.cli.Terminal.Style;
import dev.titan.config.TitanConfig;
import dev.titan.server.log.Logs;

/** The keys of {@code titan dev}. Their actions run on the thread that reads the keys. */
final class DevelopmentKeys {
    private final Terminal terminal;
    private final DevelopmentServer server;
    private final TitanConfig.Log log;

    /** Confined to the thread that reads the keys. */
    private boolean details;

    private DevelopmentKeys(Terminal terminal, DevelopmentServer server, TitanConfig.Log log) {
        this.terminal = terminal;
        this.server = server;
        this.log = log;
    }

    /**
     * Those of a server.
     *
     * @param log what is logged unless details are wanted
     * @param reload builds and loads everything anew
     * @param inspector tells where debuggers attach
     * @param quit stops the server and ends the process
     */
    static HotKeys of(
            Terminal terminal,
            DevelopmentServer server,
            TitanConfig.Log log,
            Runnable reload,
            Runnable inspector,
            Runnable quit) {
        DevelopmentKeys keys = new DevelopmentKeys(terminal, server, log);
        return new HotKeys(terminal)
                .add('r', "reload: build everything and load it anew", reload)
                .add('u', "show the URLs", server::printUrls)
                .add('o', "open the app in the browser", keys::open)
                .add(
                        'd',
                        "details on or off: the slices of each request, log lines of level debug",
                        keys::toggleDetails)
                .add('i', "show where debuggers attach", inspector)
                .add('c', "clear the terminal", terminal::clear)
                .add('q', "quit", quit);
    }

    private void open() {
        server.urls()
                .ifPresentOrElse(
                        urls -> Browser.open(terminal, urls.local()),
                        () -> terminal.out().println("The server does not listen yet."));
    }

    private void toggleDetails() {
        details = !details;
        server.showDetails(details);
        boolean more = details && log.level().compareTo(TitanConfig.Log.Level.DEBUG) > 0;
        Logs.start(
                more ? new TitanConfig.Log(TitanConfig.Log.Level.DEBUG, log.format(), log.redact()) : log,
                terminal.colour());
        terminal.out().println(terminal.paint(Style.DIM, details ? "details are shown" : "details are hidden"));
    }
}
