package dev.titan.bundler;

import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.JsModule;
import dev.titan.engine.JsObject;
import dev.titan.engine.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs programs in an isolate, as the author wrote them and compiled by the drift pass, with operations that settle in a shuffled order. Confined to the thread
 * that made it.
 */
final class DriftPrograms implements AutoCloseable {
    /** Turns without an operation to settle after which nothing more can happen: promises may still be under way. */
    private static final int IDLE_TURNS = 12;

    private final Isolate isolate = Isolate.create();
    private final JsObject tests;

    DriftPrograms() throws IOException, JsException {
        try (InputStream in = DriftPrograms.class.getResourceAsStream("drift-tests.js")) {
            String code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            tests = isolate.module(Source.of("titan:///bundler/drift-tests.js", code))
                    .namespace();
        }
        isolate.provide("titan:drift", tests.function("runtime").callObject());
        JsObject drain = isolate.run(Source.of("drain.js", "() => {}"));
        tests.function("boot").call(drain);
    }

    /** What a program comes to when each drift has its value at once. */
    String plain(String source) throws JsException {
        call("becomePlain");
        try (JsModule module = isolate.module(Source.of("plain.js", source));
                JsObject namespace = module.namespace()) {
            call("plain", namespace);
            settle();
            return results().get(0);
        }
    }

    /** What it comes to in each of several runs at once, compiled. */
    List<String> compiled(String source, DriftPass pass, int seed, int runs) throws JsException {
        String code = call("compile", source, pass.force(), pass.suspend(), pass.drive());
        call("becomeCompiled", seed);
        try (JsModule module = isolate.module(Source.of("compiled.js", code));
                JsObject namespace = module.namespace()) {
            call("compiled", namespace, runs);
            settle();
            return results();
        }
    }

    /** What a compiled program comes to when it is cancelled at its first drift. */
    String cancelled(String source, String reason) throws JsException {
        String code = call("compile", source, false, false, false);
        call("becomeCompiled", 1);
        try (JsModule module = isolate.module(Source.of("cancelled.js", code));
                JsObject namespace = module.namespace()) {
            call("cancelled", namespace, reason);
            settle();
            return results().get(0);
        }
    }

    /** The outcome of a program that is cancelled when it waits for what never settles. */
    String cancelledLater(String source, String reason) throws JsException {
        String code = call("compile", source, false, false, false);
        call("becomeCompiled", 1);
        try (JsModule module = isolate.module(Source.of("cancelled.js", code));
                JsObject namespace = module.namespace()) {
            call("compiled", namespace, 1);
            settle();
            call("cancel", reason);
            settle();
            return results().get(0);
        }
    }

    /** How often the runs of the last {@code compiled} have held their thread. */
    int parks() throws JsException {
        return Integer.parseInt(call("parks"));
    }

    /** The program of a seed. */
    String generate(int seed) throws JsException {
        return call("generate", seed);
    }

    /** The identifiers that the source map misplaces, a line each. */
    String misplaced(String source, boolean force) throws JsException {
        return call("mapping", source, force);
    }

    private void settle() throws JsException {
        for (int idle = 0; idle < IDLE_TURNS; ) {
            idle = "more".equals(call("step")) ? 0 : idle + 1;
        }
    }

    private List<String> results() throws JsException {
        return call("results").lines().toList();
    }

    private String call(String name, Object... arguments) throws JsException {
        try (JsFunction function = tests.function(name)) {
            String result = function.call(arguments);
            return result == null ? "" : result;
        }
    }

    @Override
    public void close() {
        isolate.close();
    }
}
