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
import java.util.List;
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

    /** The parser recurses as deep as the code nests. */
    private static final long STACK_BYTES = 16L << 20;

    private final ExecutorService thread;

    /** Confined to the thread. */
    private @Nullable Isolate isolate;

    private @Nullable JsFunction analyse;

    BundleAnalyser() {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread analysis = new Thread(null, task, "titan-analysis", STACK_BYTES);
            analysis.setDaemon(true);
            return analysis;
        });
    }

    /** Begins to make the isolate, so that it is there when the first bundle is. */
    void warmUp() {
        thread.execute(() -> {
            try {
                script();
            } catch (IOException | RuntimeException e) {
                // The same happens to the first analysis, which reports it.
                isolate = null;
            }
        });
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
        Future<List<BundleFacts>> task = thread.submit(() -> {
            List<BundleFacts> facts = new ArrayList<>();
            for (String code : codes) {
                facts.add(analyse(code));
            }
            return facts;
        });
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
        try (InputStream in = BundleAnalyser.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException("no resource " + SCRIPT);
            }
            String code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            isolate = Isolate.create();
            JsFunction function = isolate.module(Source.of("titan:///bundler/" + SCRIPT, code))
                    .namespace()
                    .function("analyse");
            analyse = function;
            return function;
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
