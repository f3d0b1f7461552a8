package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.Diagnostic.Note;
import dev.titan.model.Diagnostic.Severity;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns esbuild's messages into diagnostics: its places count bytes from 0, and its advice names options that an author of an app does not have. */
final class EsbuildDiagnostics {
    private static final Pattern UNRESOLVED = Pattern.compile("Could not resolve \"([^\"]+)\"");
    private static final Pattern NO_LOADER =
            Pattern.compile("No loader is configured for \"([^\"]*)\" files: (.*)", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("(@[\\w.~-]+/)?[\\w.~-]+(/.*)?");

    /** Speaks of options or interfaces of esbuild itself. */
    private static final Pattern FOREIGN_ADVICE =
            Pattern.compile("as external|--[a-z]|plugin|\\bthe \"[a-zA-Z]+\" option|esbuild");

    /** The command line writes this file before or after bundling; until then the project's tsconfig may extend what is not there. */
    private static final String GENERATED = ".titan/";

    private final Path root;

    EsbuildDiagnostics(Path root) {
        this.root = root;
    }

    /** Those messages that are worth telling. */
    List<Diagnostic> of(List<Map<String, @Nullable Object>> messages, Severity severity) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Map<String, @Nullable Object> message : messages) {
            String text = Values.string(message.get("text"));
            if (severity == Severity.WARNING
                    && text.contains("Cannot find base config file")
                    && text.contains(GENERATED)) {
                continue;
            }
            Diagnostic diagnostic = diagnostic(message, text, severity);
            // An import that is said again for a type fails where the author's own does.
            if (!diagnostics.contains(diagnostic)) {
                diagnostics.add(diagnostic);
            }
        }
        return diagnostics;
    }

    private Diagnostic diagnostic(Map<String, @Nullable Object> message, String text, Severity severity) {
        Map<String, @Nullable Object> place = Values.map(message.get("location"));
        SourceLocation location = location(place);
        Matcher unresolved = UNRESOLVED.matcher(text);
        if (unresolved.matches()) {
            return new Diagnostic(
                    severity,
                    Code.UNRESOLVED,
                    "could not resolve \"" + unresolved.group(1) + "\"",
                    location,
                    notes(message),
                    unresolvedSuggestion(unresolved.group(1)));
        }
        Matcher noLoader = NO_LOADER.matcher(text);
        if (noLoader.matches()) {
            String what = noLoader.group(1).isEmpty() ? "without extension" : "ending in " + noLoader.group(1);
            return new Diagnostic(
                    severity,
                    Code.ESBUILD,
                    "a file " + what + " cannot be imported: " + noLoader.group(2),
                    location,
                    notes(message),
                    "files with these extensions can: " + EsbuildBuild.importable());
        }
        if (text.startsWith("Invalid define")) {
            return Diagnostic.error(Code.ESBUILD, text, null).suggest("correct bundle.define in titan.config.json");
        }
        String suggestion = Values.string(place.get("suggestion"));
        return new Diagnostic(
                severity,
                Code.ESBUILD,
                text,
                location,
                notes(message),
                suggestion.isEmpty() ? "" : "write " + suggestion);
    }

    private List<Note> notes(Map<String, @Nullable Object> message) {
        List<Note> notes = new ArrayList<>();
        for (Map<String, @Nullable Object> note : Values.maps(message.get("notes"))) {
            String text = Values.string(note.get("text"));
            if (!FOREIGN_ADVICE.matcher(text).find()) {
                notes.add(new Note(text, location(Values.map(note.get("location")))));
            }
        }
        return notes;
    }

    private String unresolvedSuggestion(String path) {
        if (path.startsWith(".")
                || path.startsWith("/")
                || !PACKAGE.matcher(path).matches()) {
            return "";
        }
        String[] parts = path.split("/", -1);
        String name = path.startsWith("@") && parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0];
        if (Files.isDirectory(root.resolve("node_modules").resolve(name))) {
            return "the package " + name + " is installed, but has no such file for this kind of import";
        }
        return declares(name)
                ? "run npm install: package.json names " + name + ", but it is not in node_modules"
                : "run npm install " + name + ", or add its path to compilerOptions.paths in tsconfig.json";
    }

    private boolean declares(String name) {
        try {
            Map<String, ?> declared = Values.map(Values.parse(Files.readString(root.resolve("package.json"))));
            return Values.map(declared.get("dependencies")).containsKey(name)
                    || Values.map(declared.get("devDependencies")).containsKey(name);
        } catch (IOException e) {
            // Without a readable package.json nothing is declared.
            return false;
        }
    }

    private @Nullable SourceLocation location(Map<String, @Nullable Object> place) {
        if (place.isEmpty()) {
            return null;
        }
        String lineText = Values.string(place.get("lineText"));
        int start = Values.integer(place.get("column"));
        int column = units(lineText, start);
        int length = units(lineText, start + Values.integer(place.get("length"))) - column;
        String file = Values.string(place.get("file"));
        if (lineText.startsWith(ConstructorTypes.LINE)) {
            return written(file, lineText.substring(column, column + length));
        }
        return new SourceLocation(file, Values.integer(place.get("line")), column + 1, length, lineText);
    }

    /** The place of an import that {@link ConstructorTypes} says again, where the author has written it: esbuild passes over what only types are imported from. */
    private SourceLocation written(String file, String quoted) {
        String specifier = quoted.replaceAll("^['\"]|['\"]$", "").replace(ConstructorTypes.TYPE, "");
        try {
            List<String> lines = Files.readAllLines(root.resolve(file));
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                for (String each : List.of("'" + specifier + "'", "\"" + specifier + "\"")) {
                    int at = line.indexOf(each);
                    if (at >= 0) {
                        return new SourceLocation(file, i + 1, at + 1, each.length(), line);
                    }
                }
            }
        } catch (IOException e) {
            // The file is told without a place in it.
        }
        return SourceLocation.of(file, 1, 1);
    }

    /** How many UTF-16 code units the first so many UTF-8 bytes are. */
    private static int units(String text, int bytes) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return new String(encoded, 0, Math.min(Math.max(bytes, 0), encoded.length), StandardCharsets.UTF_8).length();
    }
}
