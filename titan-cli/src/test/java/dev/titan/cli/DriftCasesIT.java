package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.runtime.Invocation;
import dev.titan.runtime.RuntimeListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of a drift's position, through the real server: each is an action whose drifts really wait, called several times at once. Its answer is that of the same file with a
 * {@code drift} that has the value at once.
 */
@Timeout(300)
class DriftCasesIT {
    private static final Path TABLE = Path.of("..", "titan-bundler", "src", "test", "drift");
    private static final List<String> SHARED = List.of("show.ts", "plain.ts");
    private static final List<String> OWN = List.of("run.ts", "globals.ts", "plain-globals.ts");
    private static final int AT_ONCE = 6;

    /** A case whose source begins so holds its thread, all others must not. */
    private static final String PARKS = "// parks";

    /** Changes what other cases in its isolate rely on while it waits. */
    private static final String CHANGES_BUILT_INS = "setters-on-array-prototype";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The paths of actions that have held a thread. */
    private static final Set<String> PARKED = ConcurrentHashMap.newKeySet();

    private static AppServer server;

    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        Map<String, String> files = new HashMap<>();
        files.put("titan.config.json", "{\"workers\": 2, \"limits\": {\"queueMs\": 60000}}");
        for (String name : SHARED) {
            files.put("app/" + name, Files.readString(TABLE.resolve(name)));
        }
        for (String name : OWN) {
            files.put("app/" + name, resource(name));
        }
        for (String name : names()) {
            String source = source(name);
            files.put("app/cases/" + name + ".js", source);
            files.put(
                    "app/plain/" + name + ".js",
                    "import { drift, op, fail, later } from '../plain-globals';\n" + source);
            files.put(
                    "app/actions/suspended/" + name + ".js",
                    "import '../../globals';\nimport { suspended } from '../../run';\nimport main from '../../cases/"
                            + name + ".js';\nexport default () => suspended(main);\n");
            files.put(
                    "app/actions/plain/" + name + ".js",
                    "import { plain } from '../../run';\nimport main from '../../plain/" + name
                            + ".js';\nexport default () => plain(main);\n");
        }
        server = new AppServer(folder, files, new RuntimeListener() {
            @Override
            public void parked(Invocation invocation) {
                PARKED.add(invocation.path());
            }
        });
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(TABLE.resolve("cases"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.js$", ""))
                    .sorted()
                    .toList();
        }
    }

    private static String source(String name) throws IOException {
        return Files.readString(TABLE.resolve("cases").resolve(name + ".js"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void doesWhatItsSourceSays(String name) throws Exception {
        String expected = get("/actions/plain/" + name).get();
        assertTrue(expected.startsWith("200 {"), expected);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(get("/actions/suspended/" + name));
        }
        for (CompletableFuture<String> answer : answers) {
            assertEquals(expected, answer.get());
        }
        assertEquals(source(name).startsWith(PARKS), PARKED.contains("/actions/suspended/" + name), "parks");
    }

    @Test
    void allDoTheSameWhenTheyRunBesideOneAnother() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.addAll(names());
        }
        names.removeIf(CHANGES_BUILT_INS::equals);
        long seed = Long.getLong("drift.seed", 1);
        Collections.shuffle(names, new Random(seed));
        Map<String, String> expected = new HashMap<>();
        for (String name : Set.copyOf(names)) {
            expected.put(name, get("/actions/plain/" + name).get());
        }
        List<CompletableFuture<String>> answers =
                names.stream().map(name -> get("/actions/suspended/" + name)).toList();
        Map<String, String> wrong = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            String answer = answers.get(i).get();
            if (!answer.equals(expected.get(names.get(i)))) {
                wrong.put(names.get(i), answer);
            }
        }
        assertEquals(Map.of(), wrong, "seed " + seed);
    }

    private static CompletableFuture<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .timeout(Duration.ofMinutes(2))
                .build();
        return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> answer.statusCode() + " " + answer.body());
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DriftCasesIT.class.getResourceAsStream("drift/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
