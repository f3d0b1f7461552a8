package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsModule;
import dev.titan.engine.JsObject;
import dev.titan.engine.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends the language tests of a checkout of test262 ({@code -Dtest262=DIR}) through the drift pass, every function with a twin, and again with a suspension in each call. A test
 * that fails without the pass as well says nothing and is left out. Known failures stand in a file; one that passes after all fails here.
 */
final class Test262Test {
    private static final Path EXPECTED = Path.of("src/test/drift/test262-failures.txt");
    /** What a line of that file begins with if the test fails only with suspensions. */
    private static final String ONLY_SUSPENDED = "suspended ";

    private static final String FOLDER = System.getProperty("test262", "");
    private static final String FILTER = System.getProperty("test262.filter", "");
    private static final long STACK_BYTES = 64L << 20;
    private static final long TEST_SECONDS = 20;

    private final Map<String, String> harness = new HashMap<>();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "test262-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    @ParameterizedTest
    @EnumSource(names = {"FORCED", "SUSPENDED", "DRIVEN"})
    void passLeavesTheMeaningOfTheLanguageTestsAlone(DriftPass pass) throws Exception {
        assumeTrue(!FOLDER.isEmpty(), "no checkout of test262: give one by -Dtest262=DIR");
        ExecutorService thread =
                Executors.newSingleThreadExecutor(work -> new Thread(null, work, "test262", STACK_BYTES));
        try {
            thread.submit(() -> {
                        runAll(pass);
                        return null;
                    })
                    .get();
        } finally {
            thread.shutdown();
        }
    }

    private void runAll(DriftPass pass) throws IOException, JsException {
        Engine.start(new EngineOptions(EngineOptions.DEFAULTS.heapMb(), true));
        Set<String> expected = new TreeSet<>();
        for (String line : Files.readAllLines(EXPECTED)) {
            boolean known = !line.startsWith(ONLY_SUSPENDED) || pass == DriftPass.SUSPENDED;
            String name = line.substring(line.startsWith(ONLY_SUSPENDED) ? ONLY_SUSPENDED.length() : 0)
                    .strip();
            if (known && !name.isEmpty() && !name.startsWith("#") && name.contains(FILTER)) {
                expected.add(name);
            }
        }
        Set<String> failed = new TreeSet<>();
        int passed = 0;
        Path folder = Path.of(FOLDER, "test", "language");
        try (Isolate compiler = Isolate.create()) {
            JsFunction compile = compiler.module(Source.of("drift-tests.js", resource("drift-tests.js")))
                    .namespace()
                    .function("compileTest");
            for (Path file : files(folder)) {
                Test262File test = Test262File.read(folder, file);
                if (!test.applies() || !test.name().contains(FILTER)) {
                    continue;
                }
                String source = test.module() ? test.source() : "\"use strict\";\n" + test.source();
                String code = compile.call(source, test.module(), pass.suspend(), pass.drive());
                if (passes(test, code, true)) {
                    passed++;
                } else if (passes(test, source, false)) {
                    failed.add(test.name());
                }
            }
        }
        System.getLogger("test262")
                .log(System.Logger.Level.INFO, "{0}: {1} passed, {2} failed", pass, passed, failed.size());
        assertEquals(String.join("\n", expected), String.join("\n", failed));
    }

    private boolean passes(Test262File test, @Nullable String code, boolean compiled) throws IOException {
        try (Isolate isolate = Isolate.create()) {
            StringBuilder printed = new StringBuilder();
            ScheduledFuture<?> limit = watchdog.schedule(isolate::terminate, TEST_SECONDS, TimeUnit.SECONDS);
            try {
                JsObject globals = isolate.run(Source.of("globals.js", "globalThis"));
                globals.set("print", arguments -> {
                    printed.append(arguments[0]).append('\n');
                    return null;
                });
                if (compiled) {
                    isolate.module(Source.of("drift-globals.js", resource("drift-globals.js")));
                }
                isolate.run(script("harness.js", preamble(test)));
                if (test.module()) {
                    try (JsModule module = isolate.module(Source.of(test.name(), code))) {
                        module.namespace();
                    }
                } else {
                    isolate.run(script(test.name(), code));
                }
                return test.error() == null && (!test.async() || printed.indexOf("Test262:AsyncTestComplete") >= 0);
            } catch (JsException e) {
                return test.error() != null && (e.stack().isEmpty() || e.stack().startsWith(test.error()));
            } finally {
                limit.cancel(false);
            }
        }
    }

    private String preamble(Test262File test) throws IOException {
        StringBuilder text = new StringBuilder("var $262 = { global: globalThis, gc() {}, agent: {} };\n");
        for (String name : List.of("assert.js", "sta.js")) {
            text.append(harness(name));
        }
        if (test.async()) {
            text.append(harness("doneprintHandle.js"));
        }
        for (String name : test.includes()) {
            text.append(harness(name));
        }
        return text.toString();
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
    private static Source script(String name, @Nullable String code) {
        return Source.of(name, code + "\n;({});");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Test262Test.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
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
