package dev.titan.runtime;

import static dev.titan.runtime.TestRuntime.failure;
import static dev.titan.runtime.TestRuntime.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.titan.config.Limits;
import dev.titan.runtime.TestRuntime.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invocations that come to a thread in one turn and begin together. */
class JointEntryTest {
    /** Waits; with a query it does what that says, before it waits or in a microtask after. */
    private static final String ACTION = """
            let began = 0
            const gate = Promise.withResolvers()
            export default async (req) => {
              const number = ++began
              if (req.query.at === 'once') return 'at once ' + number
              if (req.query.at === 'throw') throw new HttpError(409, 'no')
              if (req.query.at === 'start') for (;;) {}
              if (req.query.at === 'heap') { const all = []; for (;;) all.push(new Array(1000).fill(all.length)) }
              if (req.query.at === 'microtask') queueMicrotask(() => { for (;;) {} })
              if (req.query.at === 'gate') await gate.promise
              if (req.query.at === 'open') {
                gate.resolve()
                let left = 20
                const later = () => { while (left === 0); left--; queueMicrotask(later) }
                later()
              }
              await t.sleep(1)
              if (req.query.at === 'end') for (;;) {}
              return `${req.query.n ?? '-'} ${JSON.stringify(req.body ?? null)} ${number}`
            }
            """;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** When the first slice of an invocation began. */
    private final Map<Invocation, Long> starts = new ConcurrentHashMap<>();

    private final RuntimeListener listener = new RuntimeListener() {
        @Override
        public void ran(Invocation invocation, long start, long nanos) {
            starts.putIfAbsent(invocation, start);
        }
    };

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    private TestRuntime runtime(UnaryOperator<Limits> limits) throws LoadException {
        TestRuntime app = new TestRuntime(
                limits,
                listener,
                runtime -> runtime.attachInPlace(0, thread),
                "import { HttpError } from 'titan';" + ACTION);
        app.generation.target(0).lane().began(0, true);
        return app;
    }

    /** Keeps an action on the thread, however long this machine took for the slices before. */
    private static void keepInPlace(LanePolicy lane) {
        while (!lane.inPlace()) {
            lane.ranAside(true);
        }
    }

    /** Calls the action once for each query, all in one turn. */
    private List<Call> turn(TestRuntime app, String... queries) throws Exception {
        List<Call> calls = new ArrayList<>();
        for (String query : queries) {
            calls.add(new Call(app.generation.target(0), query, RequestBody.NONE));
        }
        dispatch(app, calls);
        return calls;
    }

    private void dispatch(TestRuntime app, List<Call> calls) throws Exception {
        thread.submit(() -> {
                    keepInPlace(app.generation.target(0).lane());
                    calls.forEach(call -> app.runtime.dispatch(call, 0));
                })
                .get(60, TimeUnit.SECONDS);
    }

    private int slices(List<Call> calls) {
        Set<Long> distinct = new HashSet<>();
        calls.forEach(call -> distinct.add(starts.get(call)));
        return distinct.size();
    }

    @Test
    void theyEnterTheIsolateOnceAndEachGetsItsOwnAnswer() throws Exception {
        try (TestRuntime app = runtime(limits -> limits)) {
            List<Call> calls = turn(app, "n=a", "at=once", "n=b", "at=throw", "n=c");
            assertEquals("a null 1", text(calls.get(0).await()));
            assertEquals("at once 2", text(calls.get(1).await()));
            assertEquals("b null 3", text(calls.get(2).await()));
            assertEquals(409, failure(calls.get(3).await()).status());
            assertEquals("c null 5", text(calls.get(4).await()));
            assertEquals(1, slices(calls));
        }
    }

    @Test
    void bodiesThatAreTextsGoAlong() throws Exception {
        try (TestRuntime app = runtime(limits -> limits)) {
            List<Call> calls = new ArrayList<>();
            for (String json : List.of("{\"a\":\"é\\n😀\"}", "\"\"", "[1,2]")) {
                calls.add(
                        new Call(app.generation.target(0), "", new RequestBody.Text(RequestBody.Text.Kind.JSON, json)));
            }
            calls.add(new Call(app.generation.target(0), "n=last", RequestBody.NONE));
            dispatch(app, calls);
            assertEquals("- {\"a\":\"é\\n😀\"} 1", text(calls.get(0).await()));
            assertEquals("- \"\" 2", text(calls.get(1).await()));
            assertEquals("- [1,2] 3", text(calls.get(2).await()));
            assertEquals("last null 4", text(calls.get(3).await()));
            assertEquals(1, slices(calls));
        }
    }

    @Test
    void noMoreThanSixteenEnterAtOnce() throws Exception {
        try (TestRuntime app = runtime(limits -> limits)) {
            ActionTarget target = app.generation.target(0);
            List<Call> calls = Stream.generate(() -> new Call(target, "", RequestBody.NONE))
                    .limit(40)
                    .toList();
            thread.submit(() -> calls.forEach(call -> {
                        // As after sixteen that took as little as they do on a quick machine.
                        keepInPlace(target.lane());
                        target.lane().began(0, true);
                        app.runtime.dispatch(call, 0);
                    }))
                    .get(60, TimeUnit.SECONDS);
            Map<Long, Integer> together = new HashMap<>();
            for (int i = 0; i < calls.size(); i++) {
                assertEquals("- null " + (i + 1), text(calls.get(i).await()));
                together.merge(starts.get(calls.get(i)), 1, Integer::sum);
            }
            assertEquals(16, together.get(starts.get(calls.get(0))));
            assertEquals(16, Collections.max(together.values()));
        }
    }

    private static void assertThatTheSecondAndTheFourthAreEnded(List<Call> calls) throws Exception {
        assertEquals("a null 1", text(calls.get(0).await()));
        assertEquals("TITAN_E503_CPU", failure(calls.get(1).await()).code());
        assertEquals("b null 3", text(calls.get(2).await()));
        assertEquals("TITAN_E503_CPU", failure(calls.get(3).await()).code());
        assertEquals("c null 5", text(calls.get(4).await()));
    }

    @Test
    void oneThatNeverStopsIsEndedAndThoseAfterItBegin() throws Exception {
        try (TestRuntime app = runtime(limits -> TestLimits.cpuMs(limits, 100))) {
            List<Call> calls = turn(app, "n=a", "at=start", "n=b", "at=start", "n=c");
            assertThatTheSecondAndTheFourthAreEnded(calls);
        }
    }

    @Test
    void oneThatNeverStopsInAMicrotaskCostsTheOthersNothing() throws Exception {
        try (TestRuntime app = runtime(limits -> TestLimits.cpuMs(limits, 100))) {
            List<Call> calls = turn(app, "n=a", "at=microtask", "n=b", "at=once");
            assertEquals("a null 1", text(calls.get(0).await()));
            assertEquals("TITAN_E503_CPU", failure(calls.get(1).await()).code());
            assertEquals("b null 3", text(calls.get(2).await()));
            assertEquals("at once 4", text(calls.get(3).await()));
        }
    }

    @Test
    void oneThatNeverStopsWhenItGoesOnCostsThoseThatGoOnInTheSameSliceNothing() throws Exception {
        try (TestRuntime app = runtime(limits -> TestLimits.cpuMs(limits, 100))) {
            List<Call> calls = turn(app, "n=a", "at=end", "n=b", "at=end", "n=c");
            // Long enough for all to have slept: what they go on with is delivered together. Else the test says less.
            thread.submit(() -> {
                        Thread.sleep(50);
                        return null;
                    })
                    .get(60, TimeUnit.SECONDS);
            assertThatTheSecondAndTheFourthAreEnded(calls);
        }
    }

    @Test
    void whatAnotherHasBegunIsKeptWhereOneThatBeginsIsEndedAfterwards() throws Exception {
        try (TestRuntime app = runtime(limits -> TestLimits.cpuMs(limits, 100))) {
            Call waits = turn(app, "at=gate&n=a").get(0);
            Call opens = turn(app, "at=open").get(0);
            assertEquals("TITAN_E503_CPU", failure(opens.await()).code());
            assertEquals("a null 1", text(waits.await()));
        }
    }

    @Test
    void aHeapThatIsFullFailsAllOfThem() throws Exception {
        try (TestRuntime app = runtime(limits -> limits)) {
            List<Call> calls = turn(app, "n=a", "at=heap", "n=b");
            for (Call call : calls) {
                assertEquals(503, failure(call.await()).status());
            }
            assertEquals("again null 1", text(turn(app, "n=again").get(0).await()), "a new isolate");
        }
    }

    @Test
    void oneWhoseClientHasGoneDoesNotBegin() throws Exception {
        try (TestRuntime app = runtime(limits -> limits)) {
            List<Call> calls = List.of(
                    new Call(app.generation.target(0), "n=a", RequestBody.NONE),
                    new Call(app.generation.target(0), "n=gone", RequestBody.NONE),
                    new Call(app.generation.target(0), "n=b", RequestBody.NONE));
            calls.get(1).cancel();
            dispatch(app, calls);
            assertEquals("a null 1", text(calls.get(0).await()));
            assertEquals(499, failure(calls.get(1).await()).status());
            assertEquals("b null 2", text(calls.get(2).await()));
        }
    }

    @Test
    void whatEndsAtOnceIsRunAtOnce() throws Exception {
        try (TestRuntime app = runtime(limits -> limits)) {
            turn(app, "at=once").get(0).await();
            thread.submit(() ->
                            assertEquals(false, app.generation.target(0).lane().entersJointly()))
                    .get(60, TimeUnit.SECONDS);
            List<Call> calls = turn(app, "at=once", "at=once");
            assertEquals("at once 2", text(calls.get(0).await()));
            assertEquals("at once 3", text(calls.get(1).await()));
            assertNotEquals(starts.get(calls.get(0)), starts.get(calls.get(1)));
        }
    }
}
