package dev.titan.bundler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says behind the end of files what the constructors of their classes ask for: esbuild drops types. One line is put there, so that no place in the file moves. Refuses standard decorators, since those of the
 * app are TypeScript's experimental ones, in JavaScript files of services too. Confined to one thread at a time.
 */
final class ConstructorTypes {
    /** The files that are asked about, as esbuild takes a filter. */
    static final String FILTER = "\\.[cm]?tsx?$|[/\\\\]app[/\\\\]services[/\\\\].*\\.(jsx?|mjs)$";

    private static final Pattern JAVASCRIPT = Pattern.compile("\\.(jsx?|mjs)$");

    /** How the line begins. */
    static final String LINE = "import * as $titan from 'titan:services';";

    /** How imports begin that are said again for a type. */
    static final String TYPE = "titan-type:";

    /** A file that was written so shortly before it was read may have been written again with the same time. */
    private static final long UNSURE_MS = 2_000;

    private final BundleAnalyser analyser;

    /** The folder app/services of the app that is bundled, null before its first build. */
    private @Nullable Path services;

    private final Map<Path, Known> known = new HashMap<>();

    private record Known(long modified, long size, @Nullable Loaded loaded) {}

    /**
     * What esbuild is to take for a file.
     *
     * @param code null for what it reads itself
     * @param loader the language that it is in
     * @param wrong the places of what is refused: line from 1, column from 0, length
     */
    record Loaded(byte @Nullable [] code, String loader, List<List<Integer>> wrong) {
        Loaded {
            wrong = List.copyOf(wrong);
        }
    }

    ConstructorTypes(BundleAnalyser analyser) {
        this.analyser = analyser;
    }

    /** Says which app is bundled. */
    void of(Path root) {
        services = root.resolve(ServiceFiles.FOLDER);
    }

    /**
     * The content of a file with that line.
     *
     * @return null when there is nothing to say, or the file cannot be read: esbuild reads it as ever then
     */
    @Nullable
    Loaded read(Path file) throws IOException {
        if (file.toString().replace('\\', '/').contains("/node_modules/")) {
            return null;
        }
        long now = System.currentTimeMillis();
        byte[] content;
        long modified;
        long size;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            modified = attributes.lastModifiedTime().toMillis();
            size = attributes.size();
            Known before = known.get(file);
            if (before != null && before.modified == modified && before.size == size) {
                return before.loaded;
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            return null;
        }
        Loaded loaded = loaded(file, new String(content, StandardCharsets.UTF_8));
        if (now - modified > UNSURE_MS) {
            known.put(file, new Known(modified, size, loaded));
        } else {
            known.remove(file);
        }
        return loaded;
    }

    private @Nullable Loaded loaded(Path file, String code) throws IOException {
        boolean typed = !JAVASCRIPT.matcher(file.toString()).find();
        boolean jsx = file.toString().endsWith("x");
        List<List<Integer>> wrong = typed && code.contains("DecoratorContext")
                ? Values.list(Values.parse(analyser.standardDecorators(code, jsx))).stream()
                        .map(place ->
                                Values.list(place).stream().map(Values::integer).toList())
                        .toList()
                : List.of();
        byte[] with = with(file, code);
        // As TypeScript, decorators may stand before parameters, and are called as in the files beside it.
        boolean decorated = !typed && code.contains("@") && code.contains("titan");
        if (with == null && wrong.isEmpty() && !decorated) {
            return null;
        }
        String language = typed || decorated ? "ts" : "js";
        byte[] taken = with == null && decorated ? code.getBytes(StandardCharsets.UTF_8) : with;
        return new Loaded(taken, jsx ? language + "x" : language, wrong);
    }

    private byte @Nullable [] with(Path file, String code) throws IOException {
        String service = service(file);
        // Most files have no such class: they are not parsed.
        boolean asks = code.contains("constructor") && code.contains("titan") && code.contains("@");
        boolean declares = !service.isEmpty() && code.contains("class");
        if (!asks && !declares) {
            return null;
        }
        String line = analyser.injection(code, file.toString().endsWith("x"), service);
        return line.isEmpty() ? null : (code + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The path below app/services of a file that may hold services, empty for any other. */
    private String service(Path file) {
        Path folder = services;
        if (folder == null || !file.startsWith(folder)) {
            return "";
        }
        String name = folder.relativize(file).toString().replace('\\', '/');
        return ServiceFiles.isService(name) ? name : "";
    }
}
