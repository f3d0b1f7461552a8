package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.Json;
import dev.titan.model.ServiceEntry;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the services of an app out of its files, and refuses ids that are none. Confined to one thread. */
final class ServiceRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+(\\.[a-zA-Z0-9]+)*");
    private static final String IDENTIFIER = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)";

    /** https://semver.org, 2.0.0, without build metadata: two versions that differ in it alone are one. */
    private static final Pattern VERSION = Pattern.compile(
            "(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)(?:-" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*)?");

    private static final String DEFAULT_VERSION = "1.0.0";

    private final Path root;
    private final BundleAnalyser analyser;
    private Map<String, Read> known = new HashMap<>();

    /** What the tsconfig of the last check makes of names. */
    private TsconfigPaths paths = new TsconfigPaths(Map.of(), null);

    /**
     * What was read of a file.
     *
     * @param others the files that it has decorators from, and each package.json that says where they are, by their paths in the app, with their texts
     */
    private record Read(String code, Map<String, String> others, List<Map<String, @Nullable Object>> services) {}

    ServiceRules(Path root, BundleAnalyser analyser) {
        this.root = root;
        this.analyser = analyser;
    }

    /**
     * The services of files.
     *
     * @param files below app/services
     */
    List<ServiceEntry> check(List<String> files, Consumer<Diagnostic> diagnostics) throws IOException {
        Map<String, Read> now = new HashMap<>();
        TsconfigPaths current = TsconfigPaths.of(root);
        if (!current.equals(paths)) {
            known = Map.of();
            paths = current;
        }
        Map<String, ServiceEntry> byId = new HashMap<>();
        List<ServiceEntry> entries = new ArrayList<>();
        for (String file : files) {
            Read read = ServiceFiles.isService(file) ? read(file) : null;
            if (read == null) {
                continue;
            }
            now.put(file, read);
            for (Map<String, @Nullable Object> service : read.services) {
                ServiceEntry entry = entry(ServiceFiles.FOLDER + file, read.code, service, diagnostics);
                ServiceEntry same = entry == null ? null : byId.putIfAbsent(entry.id(), entry);
                if (entry != null && same != null) {
                    diagnostics.accept(Diagnostic.error(
                                    Code.TWO_SERVICES,
                                    "two classes are the service " + entry.id() + ": " + same.className() + " and "
                                            + entry.className(),
                                    entry.location())
                            .note("the first", same.location())
                            .suggest("give one of them another name or version"));
                } else if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        known = now;
        return entries;
    }

    private @Nullable Read read(String file) throws IOException {
        String code;
        try {
            code = Files.readString(root.resolve(ServiceFiles.FOLDER + file));
        } catch (NoSuchFileException e) {
            // Removed since it was bundled: the next build tells.
            return null;
        }
        Read before = known.get(file);
        if (before != null && before.code.equals(code) && areAsBefore(before.others)) {
            return before;
        }
        // Most files that hold none need not be parsed.
        if (!code.contains("class") || !code.contains("@")) {
            return new Read(code, Map.of(), List.of());
        }
        return read(ServiceFiles.FOLDER + file, code);
    }

    private boolean areAsBefore(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> each : files.entrySet()) {
            if (!each.getValue().equals(ServiceSources.text(root, each.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Reads a file together with those that pass decorators on to it: each look at them can show further ones. */
    private Read read(String path, String code) throws IOException {
        Map<String, String> others = new HashMap<>();
        for (; ; ) {
            Map<String, String> sources = new HashMap<>(others);
            sources.put(path, code);
            Map<String, @Nullable Object> facts = Values.map(Values.parse(analyser.services(
                    Json.write(Json.object("path", path, "sources", sources, "paths", paths.below(root))))));
            if (!ServiceSources.addMissed(root, Values.list(facts.get("missed")), others)) {
                return new Read(code, others, Values.maps(facts.get("services")));
            }
        }
    }

    private static @Nullable ServiceEntry entry(
            String file, String code, Map<String, @Nullable Object> service, Consumer<Diagnostic> diagnostics) {
        if (!(service.get("id") instanceof String id)) {
            // An expression: the decorator holds its value against the same rules when the class is made.
            return null;
        }
        List<@Nullable Object> place = Values.list(service.get("place"));
        int line = Values.integer(place.get(0));
        String text = code.lines().skip(line - 1L).findFirst().orElse("");
        SourceLocation location =
                new SourceLocation(file, line, Values.integer(place.get(1)), Values.integer(place.get(2)), text);
        int at = id.indexOf('@');
        String name = at < 0 ? id : id.substring(0, at);
        String version = at < 0 ? DEFAULT_VERSION : id.substring(at + 1);
        Matcher names = NAME.matcher(name);
        if (!names.matches()) {
            diagnostics.accept(Diagnostic.error(
                            Code.BAD_SERVICE,
                            "\"" + name
                                    + "\" is not the name of a service: words of letters and digits, joined by dots",
                            location)
                    .suggest("for example @Service('shop.orders@1.0.0')"));
            return null;
        }
        if (!VERSION.matcher(version).matches()) {
            diagnostics.accept(Diagnostic.error(
                            Code.BAD_SERVICE,
                            "\"" + version
                                    + "\" is not a version: expected one of Semantic Versioning 2.0.0 without build metadata",
                            location)
                    .suggest("for example @Service('" + name + "@1.0.0')"));
            return null;
        }
        List<ServiceEntry.Method> methods = new ArrayList<>();
        for (Map<String, @Nullable Object> method : Values.maps(service.get("methods"))) {
            List<String> parameters = Values.list(method.get("parameters")).stream()
                    .map(Values::string)
                    .toList();
            methods.add(new ServiceEntry.Method(Values.string(method.get("name")), parameters));
        }
        return new ServiceEntry(
                name + "@" + version, name, version, Values.string(service.get("class")), methods, location);
    }
}
