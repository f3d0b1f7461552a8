package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.config.Mode;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.Json;
import dev.titan.model.RouteEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code titan routes}: what answers where. */
@Command(
        name = "routes",
        sortOptions = false,
        description = "List methods, paths and the file behind each.",
        footer = {"", "Examples:", "  titan routes shop", "  titan routes --json"})
final class RoutesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Option(
            names = "--json",
            description = "Print a JSON array of {methods, path, file, line, …}; no methods means all.")
    private boolean json;

    RoutesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        Path folder = app.folder(terminal);
        Settings settings = app.settings(terminal, folder, Mode.DEVELOPMENT, Map.of());
        List<RouteEntry> routes;
        try (AppBuilder builder = new AppBuilder(folder, Mode.DEVELOPMENT, settings)) {
            routes = builder.plan().routes();
        }
        if (json) {
            terminal.out()
                    .println(
                            Json.pretty(routes.stream().map(RoutesCommand::json).toList()));
        } else {
            print(routes);
        }
        return ExitCode.OK;
    }

    private void print(List<RouteEntry> routes) {
        List<String> methods = new ArrayList<>();
        int methodWidth = 0;
        int pathWidth = 0;
        for (RouteEntry route : routes) {
            String shown = route.methods().isEmpty() ? "*" : String.join(",", route.methods());
            methods.add(shown);
            methodWidth = Math.max(methodWidth, shown.length());
            pathWidth = Math.max(pathWidth, route.pattern().length());
        }
        for (int i = 0; i < routes.size(); i++) {
            RouteEntry route = routes.get(i);
            terminal.out()
                    .println(terminal.paint(Terminal.Style.CYAN, pad(methods.get(i), methodWidth)) + "  "
                            + pad(route.pattern(), pathWidth) + "  "
                            + terminal.paint(
                                    Terminal.Style.DIM,
                                    route.location().file() + ":"
                                            + route.location().line())
                            + answer(route));
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** What answers a route that no action of its own path does. */
    private static String answer(RouteEntry route) {
        if (route.target() instanceof RouteEntry.Redirect redirect) {
            return "  " + redirect.status() + " → " + redirect.location();
        }
        if (route.target() instanceof RouteEntry.Reply reply) {
            return "  replies " + reply.status();
        }
        return "";
    }

    private static Map<String, Object> json(RouteEntry route) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("methods", route.methods());
        json.put("path", route.pattern());
        json.put("file", route.location().file());
        json.put("line", route.location().line());
        if (route.target() instanceof RouteEntry.Action action) {
            json.put("action", action.action());
            json.put("export", action.export());
        } else if (route.target() instanceof RouteEntry.Redirect redirect) {
            json.put("redirect", redirect.location());
            json.put("status", redirect.status());
        } else if (route.target() instanceof RouteEntry.Reply reply) {
            json.put("status", reply.status());
        }
        return json;
    }
}
