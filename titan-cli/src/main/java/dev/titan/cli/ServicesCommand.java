package dev.titan.cli;

import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.Terminal.Style;
import dev.titan.config.Mode;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.Json;
import dev.titan.model.ServiceEntry;
import dev.titan.runtime.App;
import dev.titan.runtime.ServicePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code titan services}: what can be called, what the container is made of, and in which order it begins. */
@Command(
        name = "services",
        sortOptions = false,
        description = "List services, their methods, providers and the order in which they begin.",
        footer = {"", "Examples:", "  titan services shop", "  titan services --mermaid > services.mmd"})
final class ServicesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AppOptions app = new AppOptions();

    @Option(names = "--json", description = "Print one JSON object: {services, providers, order}.")
    private boolean json;

    @Option(names = "--mermaid", description = "Print the providers and what they need as a Mermaid flowchart.")
    private boolean mermaid;

    ServicesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, DiagnosticException, EnvironmentException {
        if (json && mermaid) {
            throw new CommandException(ExitCode.USAGE, "--json and --mermaid exclude each other");
        }
        Path folder = app.folder(terminal);
        Settings settings = app.settings(terminal, folder, Mode.DEVELOPMENT, Map.of());
        App built;
        ServicePlan plan;
        try (AppBuilder builder = new AppBuilder(folder, Mode.DEVELOPMENT, settings)) {
            built = builder.build().app();
            plan = builder.load(built, terminal.environment(), ServicePlan::of);
        }
        List<ServiceEntry> services = built.manifest().services().entries();
        if (json) {
            printJson(services, plan);
        } else if (mermaid) {
            printMermaid(plan);
        } else {
            print(services, plan);
        }
        return ExitCode.OK;
    }

    private void print(List<ServiceEntry> services, ServicePlan plan) {
        if (services.isEmpty() && plan.providers().isEmpty()) {
            terminal.out().println("no services; they are classes in app/services");
            return;
        }
        for (ServiceEntry service : services) {
            terminal.out()
                    .println(terminal.paint(Style.CYAN, service.id()) + "  " + service.className() + "  "
                            + terminal.paint(
                                    Style.DIM,
                                    service.location().file() + ":"
                                            + service.location().line()));
            for (ServiceEntry.Method method : service.methods()) {
                terminal.out().println("  " + method.name() + "(" + String.join(", ", method.parameters()) + ")");
            }
        }
        terminal.out().println();
        terminal.out().println(terminal.paint(Style.BOLD, "Providers"));
        for (ServicePlan.Provider provider : plan.providers()) {
            String scope = provider.scope().equals("singleton") ? "" : " (" + provider.scope() + ")";
            String needs = provider.needs().isEmpty() ? "" : "  needs " + String.join(", ", provider.needs());
            terminal.out().println("  " + provider.name() + scope + terminal.paint(Style.DIM, needs));
        }
        terminal.out().println();
        terminal.out().println(terminal.paint(Style.BOLD, "Order of onInit"));
        terminal.out().println("  " + String.join(" → ", plan.order()));
    }

    private void printJson(List<ServiceEntry> services, ServicePlan plan) {
        terminal.out()
                .println(Json.pretty(Json.object(
                        "services",
                        services.stream().map(ServicesCommand::json).toList(),
                        "providers",
                        plan.providers().stream().map(ServicesCommand::json).toList(),
                        "order",
                        plan.order())));
    }

    private static Map<String, @Nullable Object> json(ServiceEntry service) {
        return Json.object(
                "id",
                service.id(),
                "name",
                service.name(),
                "version",
                service.version(),
                "class",
                service.className(),
                "file",
                service.location().file(),
                "line",
                service.location().line(),
                "methods",
                service.methods().stream()
                        .map(method -> Json.object("name", method.name(), "parameters", method.parameters()))
                        .toList());
    }

    private static Map<String, @Nullable Object> json(ServicePlan.Provider provider) {
        return Json.object(
                "name",
                provider.name(),
                "module",
                provider.module(),
                "kind",
                provider.kind(),
                "scope",
                provider.scope(),
                "needs",
                provider.needs());
    }

    /** https://mermaid.js.org/syntax/flowchart.html */
    private void printMermaid(ServicePlan plan) {
        Map<String, String> nodes = new LinkedHashMap<>();
        List<String> edges = new ArrayList<>();
        for (ServicePlan.Provider provider : plan.providers()) {
            String from = node(nodes, provider.name());
            for (String need : provider.needs()) {
                edges.add("  " + from + " --> " + node(nodes, need));
            }
        }
        terminal.out().println("flowchart TD");
        nodes.forEach(
                (name, node) -> terminal.out().println("  " + node + "[\"" + name.replace("\"", "#quot;") + "\"]"));
        edges.forEach(terminal.out()::println);
    }

    private static String node(Map<String, String> nodes, String name) {
        String known = nodes.get(name);
        if (known != null) {
            return known;
        }
        String added = "p" + nodes.size();
        nodes.put(name, added);
        return added;
    }
}
