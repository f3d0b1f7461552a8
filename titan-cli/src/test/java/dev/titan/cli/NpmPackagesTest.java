package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.titan.bundler.BundleResult;
import dev.titan.bundler.Bundler;
import dev.titan.config.Mode;
import dev.titan.engine.EngineOptions;
import dev.titan.model.Bundle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * Popular packages from npm, bundled and run through the real server: each has an action in src/test/npm that uses it, asserts what comes of it, and drifts in callbacks of it. Run by the profile
 * {@code packages}, which installs them; {@code -Dtitan.update=true} rewrites the table in docs/reference/npm-packages.md.
 */
@Timeout(300)
class NpmPackagesTest {
    private static final Path APP = Path.of("target/npm");
    private static final Path PAGE = Path.of("../docs/reference/npm-packages.md");
    private static final String BEGIN = "<!-- packages -->\n";
    private static final String END = "<!-- /packages -->";
    private static final boolean EVALUATES = Boolean.getBoolean("npm.eval");
    private static final Map<String, String> NOTES = Map.of(
            "ajv",
                    "makes functions of texts: needs `permissions.eval`, or schemas compiled beforehand by its standalone mode",
            "drizzle-orm", "queries, and rows by its `sqlite-proxy` driver over `t.db`",
            "handlebars", "`compile` makes functions of texts: needs `permissions.eval`; precompiled templates do not",
            "kysely", "queries; a driver over `t.db` is a class of yours",
            "lodash", "`template` makes functions of texts: needs `permissions.eval`",
            "lodash-es", "`template` makes functions of texts: needs `permissions.eval`",
            "zod", "checks by plain code where it may not make functions of texts");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void popularPackagesAreBundledAndRun() throws Exception {
        assumeTrue(
                Files.isDirectory(APP.resolve("node_modules")),
                "no packages from npm: run mvn -Ppackages test, with npm on the path");
        table();
        Map<String, String> files = Map.of(
                "titan.config.json",
                "{\"workers\": 1, \"permissions\": {\"eval\": %1$s}, \"app\": {\"eval\": %1$s}}".formatted(EVALUATES));
        try (AppServer server = new AppServer(APP, files, new RuntimeEvents())) {
            assertAll(packages().keySet().stream().map(name -> (Executable) () -> {
                HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/actions/" + name)))
                        .build();
                HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
                assertEquals(200, response.statusCode(), name + ": " + response.body());
            }));
        }
    }

    /** Versions by name. */
    private Map<String, String> packages() throws Exception {
        Map<String, String> versions = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : json.readTree(
                        APP.resolve("package.json").toFile())
                .get("dependencies")
                .properties()) {
            versions.put(each.getKey(), each.getValue().asText());
        }
        return versions;
    }

    private void table() throws Exception {
        StringBuilder table = new StringBuilder("| package | version | kB | |\n|---|---|---|---|\n");
        try (Bundler bundler =
                new Bundler(Mode.PRODUCTION, Map.of(), new EngineOptions(EngineOptions.DEFAULTS.heapMb(), EVALUATES))) {
            BundleResult result = bundler.bundle(APP.toRealPath());
            Map<String, Bundle> bundles = result.bundles().stream()
                    .collect(Collectors.toMap(
                            each -> each.name().replaceAll("titan:///actions/|\\.js", ""), each -> each));
            for (Map.Entry<String, String> each : packages().entrySet()) {
                Bundle bundle = bundles.get(each.getKey());
                table.append("| %s | %s | %d | %s |\n"
                        .formatted(
                                each.getKey(),
                                each.getValue(),
                                bundle.code().length() / 1000,
                                NOTES.getOrDefault(each.getKey(), "")));
            }
        }
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("titan.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertEquals(withoutSizes(table.toString()), withoutSizes(page.substring(begin, end)));
        }
    }

    private static String withoutSizes(String table) {
        return table.replaceAll("\\| \\d+ \\|", "|  |");
    }
}
