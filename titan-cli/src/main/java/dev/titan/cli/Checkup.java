package dev.titan.cli;

import dev.titan.engine.CachedResource;
import dev.titan.engine.Engine;
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

    /** Looks at everything; starts neither V8 nor a server. */
    static Checkup ofMachine(Terminal terminal) {
        Map<String, Object> facts = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        facts.put("titan", Version.TITAN);
        facts.put(
                "java",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ", " + System.getProperty("java.home")
                        + ")");
        facts.put("platform", Engine.platform());
        facts.put("javet", Engine.JAVET_VERSION);
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("memory", Runtime.getRuntime().maxMemory() / MIB + " MiB for the Java heap");
        cache(facts, problems);
        library(problems);
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

    private static void library(List<String> problems) {
        String platform = Engine.platform();
        if (Checkup.class.getClassLoader().getResource(Engine.libraryResource(platform)) == null) {
            problems.add("this titan.jar has no V8 for " + platform + ": build it on such a machine");
        }
    }
}
