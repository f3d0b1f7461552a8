package dev.titan.bundler;

import dev.titan.bundler.BundleFacts.Export;
import dev.titan.bundler.BundleFacts.Kind;
import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.Diagnostic;
import dev.titan.model.Nearest;
import dev.titan.model.SourceLocation;
import dev.titan.routing.MethodSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which export of a file is its action: the default export, or the only one made by defineAction, or one for each HTTP method; a socket may stand
 * alone or beside those. Used for one file.
 */
final class HandlerRules {
    /** What an action can answer. */
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final String DEFAULT = "default";
    private static final String SOCKET = "socket";
    private static final String VALID =
            "an action is the default export, or the only export made by defineAction, or one export for each method ("
                    + String.join(", ", METHODS) + "), or a socket export";

    private final SourceLocation file;
    private final SourcePlaces places;
    private final Consumer<Diagnostic> diagnostics;

    /**
     * @param file the beginning of the file
     */
    HandlerRules(SourceLocation file, SourcePlaces places, Consumer<Diagnostic> diagnostics) {
        this.file = file;
        this.places = places;
        this.diagnostics = diagnostics;
    }

    /** The handlers among the exports, that of sockets last; empty with a diagnostic when there are none. */
    List<Handler> handlers(List<Export> exports) {
        Map<String, Export> byName = new TreeMap<>();
        exports.forEach(export -> byName.put(export.name(), export));
        @Nullable Export standard = byName.get(DEFAULT);
        List<Export> perMethod =
                METHODS.stream().filter(byName::containsKey).map(byName::get).toList();
        List<Export> candidates = new ArrayList<>();
        if (standard != null) {
            candidates.add(standard);
        }
        candidates.addAll(perMethod);
        for (Export export : exports) {
            boolean another =
                    candidates.stream().noneMatch(other -> other.binding().equals(export.binding()));
            if (export.kind() == Kind.ACTION && !export.name().equals(SOCKET) && another) {
                candidates.add(export);
            }
        }
        boolean onlyMethods = candidates.equals(perMethod);
        if (candidates.size() > 1 && !onlyMethods) {
            diagnostics.accept(several(candidates));
            return List.of();
        }
        @Nullable Export socket = byName.get(SOCKET);
        if (candidates.isEmpty() && socket == null) {
            diagnostics.accept(exports.isEmpty() ? nothing() : noAction(exports));
            return List.of();
        }
        List<Handler> handlers = new ArrayList<>();
        for (Export candidate : candidates) {
            handler(candidate, perMethod.contains(candidate)).ifPresent(handlers::add);
        }
        if (socket != null) {
            socket(socket).ifPresent(handlers::add);
        }
        return handlers;
    }

    private Optional<Handler> socket(Export export) {
        SourceLocation location = places.of(export.place());
        if (export.kind() == Kind.ACTION || export.kind() == Kind.FUNCTION) {
            diagnostics.accept(Diagnostic.error(
                            Code.NO_ACTION_EXPORT,
                            "the export socket is " + export.what() + ", not an object of handlers",
                            location)
                    .suggest("export const socket = defineSocket({ message(socket, data) { … } })"));
            return Optional.empty();
        }
        return Optional.of(new Handler(SOCKET, List.of(MethodSet.WEBSOCKET_NAME), location));
    }

    private Optional<Handler> handler(Export export, boolean perMethod) {
        SourceLocation location = places.of(export.place());
        if (export.kind() == Kind.VALUE) {
            String name = export.name().equals(DEFAULT) ? "the default export" : "the export " + export.name();
            diagnostics.accept(
                    Diagnostic.error(Code.NO_ACTION_EXPORT, name + " is " + export.what() + ", not an action", location)
                            .suggest("export " + (perMethod ? "const " + export.name() + " = " : "default ")
                                    + "defineAction((req) => …)"));
            return Optional.empty();
        }
        Optional<List<String>> methods = methods(export);
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        List<String> narrowed = methods.get();
        if (perMethod) {
            if (!narrowed.isEmpty() && !narrowed.equals(List.of(export.name()))) {
                diagnostics.accept(Diagnostic.error(
                                Code.BAD_METHODS,
                                "the export " + export.name() + " answers " + export.name() + " only, its options say "
                                        + String.join(", ", narrowed),
                                methodsPlace(export))
                        .suggest("leave methods out, or use the default export"));
                return Optional.empty();
            }
            narrowed = List.of(export.name());
        }
        return Optional.of(new Handler(export.name(), narrowed, location));
    }

    /** The methods that the options name, empty when they name none; nothing with a diagnostic when they are wrong. */
    private Optional<List<String>> methods(Export export) {
        if (export.methods().unreadable() != null) {
            diagnostics.accept(Diagnostic.error(
                            Code.BAD_METHODS,
                            "the methods of an action have to be readable without running it",
                            places.of(export.methods().unreadable()))
                    .suggest("write them as a list of strings in the options: { methods: ['GET', 'POST'] }"));
            return Optional.empty();
        }
        List<String> names = export.methods().names();
        if (names == null) {
            return Optional.of(List.of());
        }
        if (names.isEmpty()) {
            diagnostics.accept(Diagnostic.error(
                            Code.BAD_METHODS,
                            "the list of methods is empty: nothing could reach the action",
                            methodsPlace(export))
                    .suggest("leave methods out to answer all of them"));
            return Optional.empty();
        }
        List<String> unknown =
                names.stream().filter(name -> !METHODS.contains(name)).toList();
        for (String name : unknown) {
            String nearest = Nearest.of(name, METHODS)
                    .map(near -> "write '" + near + "'; ")
                    .orElse("");
            diagnostics.accept(Diagnostic.error(
                            Code.BAD_METHODS,
                            "'" + name + "' is not a method an action can answer",
                            methodsPlace(export))
                    .suggest(nearest + "valid are " + String.join(", ", METHODS)));
        }
        return unknown.isEmpty() ? Optional.of(names.stream().distinct().toList()) : Optional.empty();
    }

    private SourceLocation methodsPlace(Export export) {
        return places.of(
                export.methods().place() == null
                        ? export.place()
                        : export.methods().place());
    }

    private Diagnostic nothing() {
        return Diagnostic.error(Code.NO_EXPORT, "the file exports nothing, so it has no action", file)
                .note(VALID, null)
                .suggest("export the action, or begin the file's name with _ if it is none");
    }

    private Diagnostic several(List<Export> candidates) {
        String names = candidates.stream().map(HandlerRules::title).collect(Collectors.joining(", "));
        Diagnostic diagnostic = Diagnostic.error(
                Code.SEVERAL_ACTIONS,
                "the file exports " + candidates.size() + " actions: " + names,
                places.of(candidates.get(0).place()));
        for (Export export : candidates.subList(1, candidates.size())) {
            diagnostic = diagnostic.note(title(export) + " is " + export.what(), places.of(export.place()));
        }
        return diagnostic.note(VALID, null).suggest("keep one here and move the others to files of their own");
    }

    private static String title(Export export) {
        return export.name().equals(DEFAULT) ? "the default export" : export.name();
    }

    private Diagnostic noAction(List<Export> exports) {
        Export first = exports.get(0);
        String names = exports.stream()
                .map(export -> export.name() + " (" + export.what() + ")")
                .collect(Collectors.joining(", "));
        Diagnostic diagnostic = Diagnostic.error(
                        Code.NO_ACTION_EXPORT, "no export of the file is an action: " + names, places.of(first.place()))
                .note(VALID, null);
        return diagnostic.suggest(suggestion(exports));
    }

    private static String suggestion(List<Export> exports) {
        for (Export export : exports) {
            String upper = export.name().toUpperCase(Locale.ROOT);
            if (METHODS.contains(upper)) {
                return "method names are upper case: export " + upper;
            }
        }
        for (Export export : exports) {
            if (export.kind() == Kind.FUNCTION) {
                return "export const " + export.name()
                        + " = defineAction((req) => …), or make the function the default export";
            }
        }
        return "make the action the default export, or begin the file's name with _ if it has none";
    }
}
