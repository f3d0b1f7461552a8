package dev.titan.bundler;

import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsFunction;
import dev.titan.engine.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs the analysis script over bundles, in an isolate on a thread of its own that lives as long as this. Safe for use by many threads: what they ask is done
 * in turn.
 */
final class BundleAnalyser implements AutoCloseable {
    private static final String SCRIPT = "analysis.js";

    private static final String INJECTION = "injection.js";

    /** The parser recurses as deep as the code nests. */
    private static final long STACK_BYTES = 16L << 20;

    private final ExecutorService thread;

    /** Confined to the thread. */
    private @Nullable Isolate isolate;

    private @Nullable JsFunction analyse;

    /** What the script of injection exports, by name, made when a file first asks for it: its parser is large. Confined to the thread. */
    private final Map<String, JsFunction> asked = new HashMap<>();

    /** Whether V8 has been started; until then the thread must not begin. */
    private final CompletableFuture<Boolean> warm = new CompletableFuture<>();

    BundleAnalyser() {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread analysis = new Thread(null, task, "titan-analysis", STACK_BYTES);
            analysis.setDaemon(true);
            return analysis;
        });
    }

    /** Begins to make the isolate, so that it is there when the first bundle is. */
    void warmUp() {
        warm.complete(true);
        thread.execute(() -> {
            try {
                script();
            } catch (IOException | RuntimeException e) {
                // The same happens to the first analysis, which reports it.
                isolate = null;
            }
        });
    }

    /** Lets those go on without it who wait for an isolate that will not be there. */
    void skipUnlessWarm() {
        warm.complete(false);
    }

    /**
     * What is to stand behind the end of a TypeScript file. Waits until V8 has been started.
     *
     * @param service the path below app/services of a file that may hold services; empty for any other
     * @return empty when there is nothing to say
     */
    String injection(String code, boolean jsx, String service) throws IOException {
        return warm.join() ? ask("injection", code, jsx, service) : "";
    }

    /** The places of standard decorators in a TypeScript file, as JSON: see the script. Waits until V8 has been started. */
    String standardDecorators(String code, boolean jsx) throws IOException {
        return warm.join() ? ask("standardDecorators", code, jsx) : "[]";
    }

    /** The services of a file. What is asked and told is JSON: see the script. */
    String services(String asked) throws IOException {
        return ask("services", asked);
    }

    /** Calls what the script of injection exports. */
    private String ask(String export, Object... arguments) throws IOException {
        return await(thread.submit(() -> {
            try {
                JsFunction function = asked.get(export);
                if (function == null) {
                    script();
                    function = module(INJECTION, export);
                    asked.put(export, function);
                }
                return Objects.requireNonNull(function.call(arguments), export);
            } catch (JsException e) {
                throw new IOException(e.getMessage(), e);
            }
        }));
    }

    /**
     * Analyses bundles.
     *
     * @param codes their texts
     * @return what was found, in the same order
     * @throws IllegalStateException when the script fails, which is a fault of Titan's, or V8 cannot be started
     * @throws IOException when the thread is interrupted
     */
    List<BundleFacts> analyse(List<String> codes) throws IOException {
        return await(thread.submit(() -> {
            List<BundleFacts> facts = new ArrayList<>();
            for (String code : codes) {
                facts.add(analyse(code));
            }
            return facts;
        }));
    }

    private static <T> T await(Future<T> task) throws IOException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bundle cannot be analysed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while bundles were analysed");
        }
    }

    private BundleFacts analyse(String code) throws IOException {
        try {
            String json = script().call(code);
            if (json == null) {
                throw new IOException("the analysis script gave no answer");
            }
            return BundleFacts.parse(json);
        } catch (JsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private JsFunction script() throws IOException {
        if (analyse != null) {
            return analyse;
        }
        isolate = Isolate.createForTools();
        JsFunction function = module(SCRIPT, "analyse");
        analyse = function;
        return function;
    }

    /** A function of a script, in the isolate that there is. */
    private JsFunction module(String script, String export) throws IOException {
        try (InputStream in = BundleAnalyser.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IOException("no resource " + script);
            }
            String code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Objects.requireNonNull(isolate)
                    .module(Source.of("titan:///bundler/" + script, code))
                    .namespace()
                    .function(export);
        } catch (JsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        thread.execute(() -> {
            if (isolate != null) {
                isolate.close();
            }
        });
        thread.shutdown();
    }
}
