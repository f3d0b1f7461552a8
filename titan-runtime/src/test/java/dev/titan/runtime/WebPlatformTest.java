package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.titan.config.AppEnvironment;
import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs the web platform tests of a checkout ({@code -Dwpt=DIR}) inside isolates, those that need no server of their own, no document and no other worker. Known failures stand in a file;
 * one that passes after all fails here. {@code -Dwpt.filter=TEXT} runs the files whose name contains it, and {@code -Dtitan.update=true} rewrites the file and the rates
 * in docs/reference/web-standards.md.
 */
final class WebPlatformTest {
    private static final Path EXPECTED = Path.of("src/test/wpt/failures.txt");
    private static final Path RATES = Path.of("../docs/reference/web-standards.md");
    private static final String RATES_BEGIN = "<!-- rates -->\n";
    private static final String RATES_END = "<!-- /rates -->";
    private static final String FOLDER = System.getProperty("wpt", "");
    private static final String FILTER = System.getProperty("wpt.filter", "");
    private static final boolean UPDATE = Boolean.getBoolean("titan.update");

    /** Folders of the tests, as areas of the standards. */
    private static final List<String> AREAS = List.of(
            "url",
            "urlpattern",
            "encoding",
            "FileAPI",
            "dom/abort",
            "dom/events",
            "streams",
            "compression",
            "WebCryptoAPI",
            "html/webappapis/atob",
            "html/webappapis/microtask-queuing",
            "html/webappapis/structured-clone",
            "html/webappapis/timers",
            "webmessaging/message-channels",
            "console",
            "webidl/ecmascript-binding",
            "hr-time",
            "user-timing",
            "fetch/api/headers",
            "fetch/api/request",
            "fetch/api/response",
            "fetch/api/body",
            "xhr/formdata");

    /** What a name contains that is of no use here: it is of a proposal, or needs a document, a worker, a shadow realm or the tests' own server. */
    private static final List<String> NOT_HERE = List.of(
            ".tentative.",
            ".sub.",
            "shadowrealm",
            "-worker",
            "service-worker",
            "sharedworker",
            "cross-realm",
            "crossrealm",
            "transferable/",
            "header-values",
            "no-cors");

    /** What the tests' own server serves under another name. */
    private static final Map<String, String> RENAMED =
            Map.of("resources/WebIDLParser.js", "resources/webidl2/lib/webidl2.js");

    /** How long a file may take, as its metadata says. */
    private static final int SHORT_MS = 10_000;

    private static final int LONG_MS = 90_000;

    private static final class Rate {
        int passed;
        int all;
    }

    @Test
    void standardsAreAsTheirTestsSay() throws Exception {
        assumeTrue(!FOLDER.isEmpty(), "no checkout of the web platform tests: give one by -Dwpt=DIR");
        Engine.start(new EngineOptions(EngineOptions.DEFAULTS.heapMb(), true));
        Path root = Path.of(FOLDER).toAbsolutePath().normalize();
        Map<String, Rate> rates = new LinkedHashMap<>();
        Set<String> failed = new TreeSet<>();
        try (WebPlatformServer server = new WebPlatformServer(root)) {
            for (String area : AREAS) {
                Rate rate = new Rate();
                for (Path path : files(root, area)) {
                    WebPlatformFile file = WebPlatformFile.read(root, path);
                    if (file.name().contains(FILTER)) {
                        for (String variant : file.variants()) {
                            run(root, server, file, variant, rate, failed);
                        }
                    }
                }
                if (rate.all > 0) {
                    rates.put(area, rate);
                }
            }
        }
        String table = table(rates);
        System.getLogger("wpt").log(System.Logger.Level.INFO, "\n" + table);
        if (UPDATE && FILTER.isEmpty()) {
            Files.writeString(EXPECTED, String.join("\n", failed) + "\n");
            String page = Files.readString(RATES);
            int begin = page.indexOf(RATES_BEGIN) + RATES_BEGIN.length();
            Files.writeString(RATES, page.substring(0, begin) + table + page.substring(page.indexOf(RATES_END, begin)));
        }
        Set<String> expected = new TreeSet<>();
        for (String line : Files.readAllLines(EXPECTED)) {
            if (!line.isBlank() && line.substring(0, line.indexOf(' ')).contains(FILTER)) {
                expected.add(line);
            }
        }
        assertEquals(String.join("\n", expected), String.join("\n", failed));
    }

    private static List<Path> files(Path root, String area) throws IOException {
        Path folder = root.resolve(area);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.toString().endsWith(".any.js")
                            && NOT_HERE.stream()
                                    .noneMatch(part -> root.relativize(path)
                                            .toString()
                                            .replace('\\', '/')
                                            .contains(part)))
                    .sorted()
                    .toList();
        }
    }

    private static void run(
            Path root, WebPlatformServer server, WebPlatformFile file, String variant, Rate rate, Set<String> failed)
            throws Exception {
        String name = file.name() + variant;
        JsonNode outcome = new ObjectMapper().readTree(answer(root, server, file, variant));
        for (JsonNode test : outcome.path("tests")) {
            rate.all++;
            if (test.path("passed").asBoolean()) {
                rate.passed++;
            } else {
                failed.add(name + " " + Json.write(test.path("name").asText()));
                if (!FILTER.isEmpty()) {
                    System.getLogger("wpt")
                            .log(
                                    System.Logger.Level.INFO,
                                    name + ": " + test.path("name").asText() + ": "
                                            + test.path("message").asText());
                }
            }
        }
        if (!outcome.path("error").asText().isEmpty()) {
            rate.all++;
            failed.add(name + " (the file)");
            if (!FILTER.isEmpty()) {
                System.getLogger("wpt")
                        .log(
                                System.Logger.Level.INFO,
                                name + ": " + outcome.path("error").asText());
            }
        }
    }

    /** The results as JSON: {@code tests} with {@code name}, {@code passed} and {@code message}, and {@code error} where the file as a whole failed. */
    private static String answer(Path root, WebPlatformServer server, WebPlatformFile file, String variant)
            throws Exception {
        StringBuilder script = new StringBuilder();
        script.append(Files.readString(root.resolve("resources/testharness.js")))
                .append('\n');
        script.append(resource("wpt-report.js")).append('\n');
        for (String before : file.scripts()) {
            Path path = root.resolve(RENAMED.getOrDefault(before, before));
            script.append(Files.readString(path)).append('\n');
        }
        script.append(file.source()).append('\n');
        String module =
                "const location = " + Json.write(server.origin() + "/" + file.name() + variant) + ";\nconst patience = "
                        + (file.isLong() ? LONG_MS : SHORT_MS) + ";\n"
                        + resource("wpt-globals.js")
                        + "\nexport default defineAction(() => run(" + Json.write(script.toString()) + "));\n";
        RuntimeConfig config = new RuntimeConfig(
                1, Limits.DEFAULTS, AppEnvironment.EMPTY, Map.of(), true, NetPermission.of(List.of("127.0.0.1")));
        try (TitanRuntime runtime = new TitanRuntime(config, RuntimeListener.NONE)) {
            Generation generation = runtime.load(TestRuntime.app(module));
            TestRuntime.Call call = new TestRuntime.Call(generation.target(0), "", RequestBody.NONE);
            runtime.dispatch(call, -1);
            Answer answer = call.answer.get(2L * LONG_MS, TimeUnit.MILLISECONDS);
            if (answer instanceof Answer.Response response && response.body() instanceof Answer.Text text) {
                return text.text();
            }
            return Json.write(Map.of("error", String.valueOf(answer), "tests", List.of()));
        } catch (LoadException e) {
            return Json.write(Map.of("error", String.valueOf(e.getMessage()), "tests", List.of()));
        }
    }

    private static String table(Map<String, Rate> rates) {
        StringBuilder table = new StringBuilder("| tests | pass | of | rate |\n|---|---|---|---|\n");
        rates.forEach((area, rate) -> table.append(String.format(
                "| %s | %,d | %,d | %.1f %% |\n", area, rate.passed, rate.all, 100.0 * rate.passed / rate.all)));
        return table.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WebPlatformTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
