package dev.titan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tests of ECMA-402 in a checkout of test262 ({@code -Dtest262=DIR}), without those of Temporal, which V8 does not have, and of several realms. Known failures, all of them V8's
 * own, stand in a file; one that passes after all fails here. {@code -Dtitan.update=true} rewrites the file.
 */
class Intl402Test {
    private static final Path EXPECTED = Path.of("src/test/intl/test262-failures.txt");
    private static final String FOLDER = System.getProperty("test262", "");
    private static final String SUITE = "test/intl402";
    private static final Pattern FRONT_MATTER = Pattern.compile("/\\*---(.*?)---\\*/", Pattern.DOTALL);
    private static final Pattern HARNESS = Pattern.compile("[\\w-]+\\.js");
    private static final Pattern INCLUDES =
            Pattern.compile("^includes:\\s*(\\[[^\\]]*]|(?:\\s*\\n\\s+-[^\\n]*)+)", Pattern.MULTILINE);
    private static final Pattern LEFT_OUT = Pattern.compile(
            "\\b(?:Temporal|cross-realm|ShadowRealm)\\b|^flags:.*\\b(?:module|async)\\b", Pattern.MULTILINE);

    private final Map<String, String> harness = new HashMap<>();

    @Test
    void intlIsThatOfTheStandard() throws Exception {
        assumeTrue(!FOLDER.isEmpty(), "no checkout of test262: give one by -Dtest262=DIR");
        Engine.start(new EngineOptions(EngineOptions.DEFAULTS.heapMb(), true));
        Path folder = Path.of(FOLDER, SUITE);
        Set<String> failed = new TreeSet<>();
        int run = 0;
        for (Path file : files(folder)) {
            String source = Files.readString(file);
            Matcher matter = FRONT_MATTER.matcher(source);
            String about = matter.find() ? matter.group(1) : "";
            if (LEFT_OUT.matcher(about).find()) {
                continue;
            }
            run++;
            if (!passes(source, about)) {
                failed.add(folder.relativize(file).toString().replace('\\', '/'));
            }
        }
        System.getLogger("test262").log(System.Logger.Level.INFO, "intl402: {0} of {1} pass", run - failed.size(), run);
        if (Boolean.getBoolean("titan.update")) {
            Files.write(EXPECTED, failed);
        }
        assertEquals(String.join("\n", Files.readAllLines(EXPECTED)), String.join("\n", failed));
    }

    private boolean passes(String source, String about) throws IOException {
        try (Isolate isolate = Isolate.create()) {
            StringBuilder before = new StringBuilder("var $262 = { global: globalThis, gc() {} };\n");
            for (String name : List.of("assert.js", "sta.js")) {
                before.append(harness(name));
            }
            Matcher includes = INCLUDES.matcher(about);
            if (includes.find()) {
                Matcher names = HARNESS.matcher(includes.group(1));
                while (names.find()) {
                    before.append(harness(names.group()));
                }
            }
            isolate.run(script("harness.js", before.toString()));
            isolate.run(script("test.js", source));
            return !about.contains("negative:");
        } catch (JsException e) {
            return about.contains("negative:");
        }
    }

    private String harness(String name) throws IOException {
        String text = harness.get(name);
        if (text == null) {
            text = Files.readString(Path.of(FOLDER, "harness", name)) + "\n";
            harness.put(name, text);
        }
        return text;
    }

    /** A script that ends with an object, as the engine wants them to. */
    private static Source script(String name, String code) {
        return Source.of(name, code + "\n;({});");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file ->
                            file.toString().endsWith(".js") && !file.toString().contains("_FIXTURE"))
                    .sorted()
                    .toList();
        }
    }
}
