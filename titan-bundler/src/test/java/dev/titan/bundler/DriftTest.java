package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.engine.JsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DriftTest {
    private static final Path CASES = Path.of("src/test/drift/cases");
    private static final int PROGRAMS = Integer.getInteger("drift.programs", 60);
    private static final int FIRST_SEED = Integer.getInteger("drift.seed", 1);

    /** Programs recurse deeply. */
    private static final long STACK_BYTES = 64L << 20;

    @ParameterizedTest
    @EnumSource
    void everyCaseDoesWhatItsSourceSays(DriftPass pass) throws Exception {
        assertEquals(Map.of(), onDeepStack(() -> problemsOfCases(pass)));
    }

    @Test
    void generatedProgramsDoTheSameSuspendedAndPlain() throws Exception {
        assertEquals(Map.of(), onDeepStack(() -> {
            Map<String, String> problems = new TreeMap<>();
            try (DriftPrograms programs = new DriftPrograms()) {
                for (int seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
                    // The programs of odd seeds have state at module level, which runs at the same time would share.
                    int runs = seed % 2 == 0 ? 3 : 1;
                    String source = programs.generate(seed);
                    String expected = programs.plain(source);
                    for (DriftPass pass : DriftPass.values()) {
                        List<String> outcomes = programs.compiled(source, pass, seed, runs);
                        compare(problems, "seed " + seed + " " + pass, expected, outcomes, runs);
                    }
                }
            }
            return problems;
        }));
    }

    @Test
    void everyIdentifierOfTheOutputMapsToItself() throws Exception {
        assertEquals(Map.of(), onDeepStack(() -> {
            Map<String, String> problems = new TreeMap<>();
            try (DriftPrograms programs = new DriftPrograms()) {
                Map<String, String> sources = new TreeMap<>(cases());
                for (int seed = 1; seed <= 40; seed++) {
                    sources.put("seed " + seed, programs.generate(seed));
                }
                for (Map.Entry<String, String> source : sources.entrySet()) {
                    for (boolean force : new boolean[] {false, true}) {
                        String misplaced = programs.misplaced(source.getValue(), force);
                        if (!misplaced.isEmpty()) {
                            problems.put(source.getKey(), misplaced);
                        }
                    }
                }
            }
            return problems;
        }));
    }

    @Test
    void cancellationIsThrownAtTheDriftAndFinallyRuns() throws Exception {
        String source = """
                export default function main(log) {
                  try {
                    drift(op(1));
                  } catch (error) {
                    log(error.message);
                    throw new Error('mine');
                  } finally {
                    log(drift(op('finally')));
                  }
                }
                """;
        String outcome = onDeepStack(() -> {
            try (DriftPrograms programs = new DriftPrograms()) {
                return programs.cancelled(source, "the client is gone");
            }
        });
        assertEquals(
                "{\"log\":[\"\\\"the client is gone\\\"\",\"\\\"finally\\\"\"],\"error\":\"Error: mine\"}", outcome);
    }

    /** Each is what an async function waits for; none of it ever settles. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "drift(never)",
                "drift({ then() {} })",
                "drift([1, never, op(1), { a: never }])",
                "drift({ a: op(1), b: never })",
                "drift.all([never, op(1)])",
                "drift.race([never, new Promise(() => {})])",
                "drift.any([never, fail(1)])",
                "drift.settled([never, fail(1), op(2)])",
                "drift.timeout(never, 1000)",
                "helper()",
                "await inner()",
                "[1].map(() => drift(never))",
                "await Promise.resolve().then(() => drift(never))",
                "await Promise.all([inner(), inner()])",
            })
    void cancellationEndsADriftInAnAsyncFunction(String waits) throws Exception {
        // The accessor has async functions driven by the runtime.
        for (String further : List.of("", "const driven = { get value() { return drift(never); } };\n")) {
            String source = """
                    const never = new Promise(() => {});
                    const helper = () => drift(never);
                    const inner = async () => drift(never);
                    FURTHER
                    export default async function main(given) {
                      try {
                        drift(Promise.resolve(0));
                        given('waits');
                        await (async () => WAITS)();
                      } catch (error) {
                        given(error.message);
                        throw new Error('mine');
                      } finally {
                        given(drift(Promise.resolve('finally')));
                        given(drift.settled([op(1)])[0].value);
                      }
                    }
                    """.replace("FURTHER", further).replace("WAITS", waits);
            String outcome = onDeepStack(() -> {
                try (DriftPrograms programs = new DriftPrograms()) {
                    return programs.cancelledLater(source, "the client is gone");
                }
            });
            assertEquals(
                    "{\"log\":[\"\\\"waits\\\"\",\"\\\"the client is gone\\\"\",\"\\\"finally\\\"\",\"1\"],\"error\":\"Error: mine\"}",
                    outcome,
                    waits + further);
        }
    }

    private static Map<String, String> problemsOfCases(DriftPass pass) throws IOException, JsException {
        Map<String, String> problems = new TreeMap<>();
        try (DriftPrograms programs = new DriftPrograms()) {
            for (Map.Entry<String, String> one : cases().entrySet()) {
                String expected = programs.plain(one.getValue());
                compare(problems, one.getKey(), expected, programs.compiled(one.getValue(), pass, 1, 3), 3);
                boolean parks = one.getValue().startsWith("// parks");
                if (pass == DriftPass.BUILT && parks != programs.parks() > 0) {
                    problems.put(one.getKey(), parks ? "did not park" : "parked");
                }
            }
        }
        return problems;
    }

    private static void compare(
            Map<String, String> problems, String name, String expected, List<String> outcomes, int runs) {
        if (outcomes.size() != runs || outcomes.stream().anyMatch(outcome -> !outcome.equals(expected))) {
            problems.put(name, "expected " + expected + " but got " + outcomes);
        }
    }

    private static Map<String, String> cases() throws IOException {
        Map<String, String> cases = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(CASES)) {
            found.forEach(files::add);
        }
        for (Path file : files) {
            cases.put(file.getFileName().toString(), Files.readString(file));
        }
        return cases;
    }

    private static <T> T onDeepStack(Callable<T> task) throws Exception {
        ExecutorService thread =
                Executors.newSingleThreadExecutor(work -> new Thread(null, work, "drift-test", STACK_BYTES));
        try {
            return thread.submit(task).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            thread.shutdown();
        }
    }
}
