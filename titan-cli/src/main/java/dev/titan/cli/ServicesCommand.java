package dev.titan.cli;

import dev.titan.cli.AppBuilder.Built;
import dev.titan.cli.AppOptions.Settings;
import dev.titan.cli.Terminal.Style;
import dev.titan.config.AppEnvironment;
import dev.titan.config.Mode;
import dev.titan.host.extension.Extensions;
import dev.titan.model.DiagnosticException;
import dev.titan.model.EnvironmentException;
import dev.titan.model.ExitCode;
import dev.titan.model.Json;
import dev.titan.model.ServiceEntry;
import dev.titan.runtime.LoadException;
import dev.titan.runtime.ServicePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
        Built built;
        try (AppBuilder builder = new AppBuilder(folder, Mode.DEVELOPMENT, settings)) {
            built = builder.build();
        }
        ServicePlan plan;
        try (Extensions extensions = Extensions.ofFolder(folder.resolve("lib"))) {
            AppEnvironment env = settings.env()
                    .forApp(settings.loaded().config().permissions().env(), terminal.environment());
            plan = ServicePlan.of(built.app(), env, extensions);
        } catch (LoadException e) {
            throw new DiagnosticException(List.of(e.diagnostic()));
        }
        List<ServiceEntry> services = built.app().manifest().services().entries();
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
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("services", services.stream().map(ServicesCommand::json).toList());
        all.put(
                "providers",
                plan.providers().stream().map(ServicesCommand::json).toList());
        all.put("order", plan.order());
        terminal.out().println(Json.pretty(all));
    }

    private static Map<String, Object> json(ServiceEntry service) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", service.id());
        one.put("name", service.name());
        one.put("version", service.version());
        one.put("class", service.className());
        one.put("file", service.location().file());
        one.put("line", service.location().line());
        List<Map<String, Object>> methods = new ArrayList<>();
        for (ServiceEntry.Method method : service.methods()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", method.name());
            each.put("parameters", method.parameters());
            methods.add(each);
        }
        one.put("methods", methods);
        return one;
    }

    private static Map<String, Object> json(ServicePlan.Provider provider) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", provider.name());
        one.put("module", provider.module());
        one.put("kind", provider.kind());
        one.put("scope", provider.scope());
        one.put("needs", provider.needs());
        return one;
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
