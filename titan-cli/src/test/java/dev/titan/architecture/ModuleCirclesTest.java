package dev.titan.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The runtime's TypeScript: what a module finds in another while both are evaluated must not depend on which comes first. Circles of types are fine, and the seam of parts that load when they are
 * used consists of them.
 */
class ModuleCirclesTest {
    private static final Pattern IMPORT =
            Pattern.compile("^(?:import|export) (?!type )([^;']*?)from '(\\.[^']+)'", Pattern.MULTILINE);
    private static final Pattern ONLY_TYPES = Pattern.compile("\\{\\s*type \\w+(?:,\\s*type \\w+)*,?\\s*} ");

    private final Map<Path, Set<Path>> imports = new LinkedHashMap<>();

    @Test
    void noModulesImportEachOthersValues() {
        Modules.sources("src/main/ts")
                .filter(file -> file.module().equals("titan-runtime"))
                .forEach(file -> imports.put(file.path(), imported(file)));
        assertTrue(imports.size() > 100, "modules: " + imports.size());
        Set<Path> known = new LinkedHashSet<>();
        List<String> circles = new ArrayList<>();
        imports.keySet().forEach(module -> visit(module, new LinkedHashSet<>(), known, circles));
        assertEquals(List.of(), circles);
    }

    private void visit(Path module, Set<Path> way, Set<Path> known, List<String> circles) {
        if (!way.add(module)) {
            List<Path> all = new ArrayList<>(way);
            circles.add(all.subList(all.indexOf(module), all.size()) + " and back");
            return;
        }
        if (known.add(module)) {
            imports.getOrDefault(module, Set.of())
                    .forEach(next -> visit(next, new LinkedHashSet<>(way), known, circles));
        }
    }

    /** The modules whose values a file imports, or exports again. */
    private static Set<Path> imported(Modules.SourceFile file) {
        Set<Path> found = new LinkedHashSet<>();
        Matcher each = IMPORT.matcher(file.text());
        while (each.find()) {
            if (!ONLY_TYPES.matcher(each.group(1)).matches()) {
                Path path = file.folder().resolve(each.group(2)).normalize();
                Stream.of(path, Path.of(path + ".ts"), path.resolve("index.ts"))
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .ifPresent(found::add);
            }
        }
        return found;
    }
}
