package dev.titan.bundler;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What esbuild read: the files, by their paths relative to the app folder, and what each imports. Immutable.
 *
 * @param inputs in esbuild's order
 */
record Metafile(Map<String, Input> inputs) {

    /**
     * A file.
     *
     * @param imports the files it imports
     * @param commonJs whether it is a CommonJS module
     */
    record Input(List<String> imports, boolean commonJs) {}

    static Metafile parse(String json) throws IOException {
        Map<String, Input> inputs = new LinkedHashMap<>();
        Values.map(Values.parseMember(json, "inputs")).forEach((file, value) -> {
            Map<String, ?> input = Values.map(value);
            List<String> imports = new ArrayList<>();
            for (Map<String, ?> imported : Values.maps(input.get("imports"))) {
                if (!Values.flag(imported.get("external"))) {
                    imports.add(Values.string(imported.get("path")));
                }
            }
            inputs.put(file, new Input(imports, "cjs".equals(input.get("format"))));
        });
        return new Metafile(Collections.unmodifiableMap(inputs));
    }

    /** Whether a file is a CommonJS module. */
    boolean isCommonJs(String file) {
        Input input = inputs.get(file);
        return input != null && input.commonJs();
    }

    /** The files of the app and of its packages; not what plugins or esbuild itself made up. */
    Set<String> files() {
        Set<String> files = new LinkedHashSet<>(inputs.keySet());
        files.removeIf(file -> !isFile(file));
        return files;
    }

    /** Whether a name is that of a file, not of what plugins or esbuild itself made up. */
    static boolean isFile(String name) {
        return !name.startsWith("(disabled):")
                && !name.startsWith("<")
                && !name.startsWith(NodeModules.NAMESPACE + ":");
    }

    /** A file and all that it imports, directly or not. */
    Set<String> closure(String from) {
        Set<String> found = new LinkedHashSet<>(List.of(from));
        Deque<String> queue = new ArrayDeque<>(found);
        while (!queue.isEmpty()) {
            Input input = inputs.get(queue.remove());
            for (String imported : input == null ? List.<String>of() : input.imports()) {
                if (found.add(imported)) {
                    queue.add(imported);
                }
            }
        }
        return found;
    }

    /** The shortest way of imports from one file to another, both included; only the last when there is none. */
    List<String> chain(String from, String to) {
        Map<String, String> importers = new HashMap<>();
        Deque<String> queue = new ArrayDeque<>(List.of(from));
        importers.put(from, "");
        while (!queue.isEmpty() && !importers.containsKey(to)) {
            String file = queue.remove();
            Input input = inputs.get(file);
            for (String imported : input == null ? List.<String>of() : input.imports()) {
                if (importers.putIfAbsent(imported, file) == null) {
                    queue.add(imported);
                }
            }
        }
        List<String> chain = new ArrayList<>();
        for (String file = to; file != null && !file.isEmpty(); file = importers.get(file)) {
            chain.add(file);
        }
        Collections.reverse(chain);
        return chain;
    }
}
