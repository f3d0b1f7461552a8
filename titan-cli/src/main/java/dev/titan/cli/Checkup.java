package dev.titan.cli;

import dev.titan.bundler.Bundler;
import dev.titan.engine.CachedResource;
import dev.titan.engine.Engine;
import dev.titan.engine.Isolate;
import dev.titan.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * What Titan finds on this machine. Immutable.
 *
 * @param facts by name, in the order to show them
 * @param problems what is in the way and what to do, one line each
 */
record Checkup(Map<String, Object> facts, List<String> problems) {
    private static final long MIB = 1 << 20;

    /** Looks at everything; starts V8 once, since only that tells whether its library fits the system. */
    static Checkup ofMachine(Terminal terminal) {
        Map<String, Object> facts = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        facts.put("titan", Version.TITAN);
        facts.put(
                "java",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ", " + System.getProperty("java.home")
                        + ")");
        facts.put("platform", Engine.platform());
        v8(facts, problems);
        esbuild(facts, problems);
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("memory", Runtime.getRuntime().maxMemory() / MIB + " MiB for the Java heap");
        cache(facts, problems);
        if (ToolProvider.getSystemJavaCompiler() == null) {
            problems.add(
                    "this Java runtime has no compiler, so titan dev and titan build cannot work: use a JDK (set JAVA_HOME)");
        }
        return new Checkup(facts, problems);
    }

    private static void cache(Map<String, Object> facts, List<String> problems) {
        Path cache = CachedResource.cacheFolder();
        facts.put("cache", cache.toString());
        try {
            Files.createDirectories(cache);
            Files.delete(Files.createTempFile(cache, ".titan", ".tmp"));
        } catch (IOException e) {
            problems.add("the cache folder " + cache + " cannot be written: set TITAN_CACHE to a folder that can");
        }
    }

    private static void v8(Map<String, Object> facts, List<String> problems) {
        try (Isolate isolate = Isolate.create()) {
            facts.put("v8", isolate.version() + " (Javet " + Engine.JAVET_VERSION + ")");
        } catch (IllegalStateException e) {
            facts.put("v8", "none (Javet " + Engine.JAVET_VERSION + ")");
            problems.add(e.getMessage() + "; on Linux it needs glibc 2.29 or newer");
        }
    }

    private static void esbuild(Map<String, Object> facts, List<String> problems) {
        try {
            facts.put("esbuild", Bundler.esbuildVersion());
        } catch (IOException e) {
            problems.add("esbuild is missing: " + e.getMessage());
        }
    }
}
