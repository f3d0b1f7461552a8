package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many requests that wait, through the real server: every answer is its own, none is lost, and what nobody waits for any more comes to an end. */
@Timeout(300)
class DriftLoadIT extends ActionsScenario {
    /** Requests that have been sent and have not suspended, at most: fewer than the queue takes. */
    private static final int ARRIVING = 500;

    private static final Map<String, String> ACTIONS = Map.of(
            "two",
            """
            const between = (id) => [id, drift(t.sleep(Math.random() * 20))];
            export default (req) => {
              const { id } = req.query;
              let count = 0;
              count++;
              const [same] = between(id);
              count++;
              drift(t.sleep(Math.random() * 20));
              count++;
              return `${same} ${req.query.id} ${count}`;
            };
            """,
            "two-seconds",
            "export default (req) => { drift(t.sleep(2000)); return req.query.id; };",
            "ends",
            """
            export default (req) => {
              let name;
              try {
                drift(t.sleep(60000));
              } catch (e) {
                name = e.name;
                throw e;
              } finally {
                if (name === req.query.as) drift(t.sleep(1));
              }
            };
            """,
            "outlives",
            """
            const work = () => {
              drift(new Promise((done) => { globalThis.goOn = done; }));
              drift(t.sleep(1));
            };
            export default (req) => {
              req.waitUntil(Promise.resolve().then(work));
              return 'early';
            };
            """,
            "go-on",
            """
            export default async () => {
              while (!globalThis.goOn) await new Promise((done) => setTimeout(done, 1));
              globalThis.goOn();
              return 'going on';
            };
            """);

    DriftLoadIT() {
        super(ACTIONS);
    }

    @Test
    void twoDriftsOfTwoHundredClientsGiveEachItsOwnAnswer() throws Exception {
        serve("{\"workers\": 2}");
        for (int round = 0; round < 3; round++) {
            assertEquals(
                    IntStream.range(0, 200)
                            .mapToObj(i -> "200 " + i + " " + i + " 3")
                            .toList(),
                    ask("two", 200));
        }
        assertEquals(1200, events.drifts.get());
        assertEquals(0, events.parked.get());
    }

    @Test
    void aThousandClientsThatWaitForTwoSecondsWaitAtTheSameTime() throws Exception {
        serve("{\"workers\": 2, \"limits\": {\"queueMs\": 60000, \"wallMs\": 120000}}");
        long start = System.nanoTime();
        assertEquals(IntStream.range(0, 1000).mapToObj(i -> "200 " + i).toList(), ask("two-seconds", 1000));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds >= 2 && seconds < 60, seconds + " s");
        assertEquals(1000, events.suspended.get());
    }

    @Test
    void aClientThatGoesAwayEndsItsDriftWithAnAbortError() throws Exception {
        serve("{\"workers\": 1}");
        try (ManyClients clients = clients("ends?as=AbortError", 20)) {
            clients.askUntil(120, i -> true, () -> events.suspended.get() == 20);
        }
        // Each has drifted once more, in its finally.
        events.awaitDrifts(40);
    }

    @Test
    void aDeadlineEndsADriftWithATimeoutError() throws Exception {
        serve("{\"workers\": 1, \"limits\": {\"wallMs\": 5000}}");
        for (String answer : ask("ends?as=TimeoutError", 20)) {
            assertTrue(answer.startsWith("504 {\"type\":\"urn:titan:error:TITAN_E504\""), answer);
        }
        events.awaitDrifts(40);
    }

    @Test
    void workThatOutlivesItsAnswerIsDone() throws Exception {
        serve("{\"workers\": 1}");
        assertEquals(List.of("200 early"), ask("outlives", 1));
        assertEquals(0, events.drifts.get());
        assertEquals(List.of("200 going on"), ask("go-on", 1));
        events.awaitDrifts(2);
    }

    @Test
    void aStopWaitsForWhatIsSuspended() throws Exception {
        serve("{\"workers\": 2}");
        try (ManyClients clients = clients("two-seconds", 300)) {
            clients.askUntil(120, i -> true, () -> events.suspended.get() == 300);
            CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(server::stop);
            assertEquals(IntStream.range(0, 300).mapToObj(i -> "200 " + i).toList(), clients.ask(120, i -> true));
            assertTrue(stopped.get());
        }
    }

    @Test
    void aStopCancelsWhatIsStillSuspendedWhenItsTimeIsOver() throws Exception {
        serve("{\"workers\": 1, \"limits\": {\"shutdownMs\": 300}}");
        try (ManyClients clients = clients("ends", 50)) {
            clients.askUntil(120, i -> true, () -> events.suspended.get() == 50);
            CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(server::stop);
            clients.ask(120, i -> true);
            assertEquals(false, stopped.get());
        }
    }

    private List<String> ask(String action, int clients) throws IOException {
        int before = events.suspended.get();
        IntPredicate arrives = begun -> begun - (events.suspended.get() - before) < ARRIVING;
        try (ManyClients many = clients(action, clients)) {
            return many.ask(120, arrives);
        }
    }

    private ManyClients clients(String action, int count) throws IOException {
        String query = action.contains("?") ? "" : "?id=";
        return new ManyClients(
                server.address(),
                IntStream.range(0, count)
                        .mapToObj(i -> "/actions/" + action + query + (query.isEmpty() ? "" : i))
                        .toList());
    }
}
