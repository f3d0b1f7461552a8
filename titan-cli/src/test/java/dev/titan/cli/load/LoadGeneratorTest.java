package dev.titan.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A measurement is as long as its plan says, and is repeated for longer where nothing at all has happened in it: what comes of it here does not depend on how fast the machine is. */
@Timeout(300)
class LoadGeneratorTest {
    private static final Duration MEASURED = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(64);
    private static final int CONNECTIONS = 5;

    /** That of tcpmux, which no machine has had for decades. */
    private static final int UNUSED_PORT = 1;

    private static LoadResult load(LoadTarget target, String method, int threads) throws InterruptedException {
        for (Duration measured = MEASURED; ; measured = measured.multipliedBy(8)) {
            LoadPlan plan = new LoadPlan(CONNECTIONS, threads, Duration.ofMillis(200), measured);
            LoadResult result = run(target, plan, method);
            if (result.answers().count() + result.answers().failures() > 0 || measured.equals(LONGEST)) {
                return result;
            }
        }
    }

    private static LoadResult run(LoadTarget target, LoadPlan plan, String method) throws InterruptedException {
        return new LoadGenerator(target, plan, () -> -1).run(new LoadRequest(method, "/", List.of(), null));
    }

    private static LoadResult load(String answer, boolean closes) throws Exception {
        try (ScriptedServer server = new ScriptedServer(answer, closes)) {
            return load(server.target(), "GET", 1);
        }
    }

    @Test
    void countsAnswersOverConnectionsThatAreKept() throws Exception {
        try (ScriptedServer server = new ScriptedServer("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", false)) {
            LoadResult result = load(server.target(), "GET", 2);
            long count = result.answers().count();
            assertTrue(count > 0 && result.ok(), result.toString());
            assertEquals(Map.of(200, count), result.answers().statuses());
            assertEquals(0, server.connections() % CONNECTIONS);
            LoadResult.Latencies latencies = result.latencies();
            assertTrue(
                    0 < latencies.p50()
                            && latencies.p50() <= latencies.p90()
                            && latencies.p90() <= latencies.p99()
                            && latencies.p99() <= latencies.max(),
                    result.toString());
            assertTrue(result.seconds() >= MEASURED.toSeconds(), result.toString());
            assertEquals(count / result.seconds(), result.perSecond());
            assertTrue(Double.isNaN(result.cpuMicros()));
        }
    }

    @Test
    void theCpuTimeIsThatOfTheMeasurementForEachAnswer() throws Exception {
        try (ScriptedServer server = new ScriptedServer("HTTP/1.1 204 No Content\r\n\r\n", false)) {
            AtomicLong clock = new AtomicLong();
            LoadPlan plan = new LoadPlan(1, 1, Duration.ZERO, MEASURED.multipliedBy(4));
            LoadResult result = new LoadGenerator(server.target(), plan, () -> clock.addAndGet(5_000_000))
                    .run(new LoadRequest("GET", "/", List.of(), null));
            assertEquals(5_000_000, result.serverCpuNanos());
            assertEquals(5_000.0 / result.answers().count(), result.cpuMicros());
        }
    }

    @Test
    void answersInPiecesAndAfterAnInterimAnswerAreWhole() throws Exception {
        LoadResult result = load(
                "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                false);
        assertTrue(result.ok(), result.toString());
        assertEquals(Map.of(200, result.answers().count()), result.answers().statuses());
    }

    @Test
    void anAnswerToHeadHasNoBodyWhateverItsLength() throws Exception {
        try (ScriptedServer server = new ScriptedServer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", false)) {
            assertTrue(load(server.target(), "HEAD", 1).ok());
        }
    }

    @Test
    void aConnectionThatAnAnswerEndsIsNoError() throws Exception {
        assertTrue(load("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok", true)
                .ok());
        assertTrue(load("HTTP/1.0 200 OK\r\n\r\nok", true).ok());
    }

    @Test
    void statusesFrom400OnAreErrors() throws Exception {
        LoadResult result = load("HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n", false);
        assertFalse(result.ok());
        assertEquals(result.answers().count(), result.answers().errors());
        assertTrue(
                load("HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n", false).ok());
    }

    @Test
    void aConnectionThatEndsWithinAnAnswerIsAFailureAndIsMadeAnew() throws Exception {
        LoadResult result = load("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nok", true);
        assertEquals(0, result.answers().count());
        assertTrue(result.answers().failures() > 0, result.toString());
        assertEquals(
                "the connection was closed before the end of the answer",
                result.answers().failure());
    }

    @Test
    void whatIsNoHttpIsAFailure() throws Exception {
        LoadResult result = load("SSH-2.0-OpenSSH_9.2\r\n\r\n", false);
        assertTrue(result.answers().failures() > 0 && !result.ok(), result.toString());
        assertTrue(
                String.valueOf(result.answers().failure()).startsWith("the answer is no HTTP/1.1: "),
                result.toString());
    }

    @Test
    void requestsWithoutAnAnswerAreTold() throws Exception {
        LoadResult result;
        try (ScriptedServer server = new ScriptedServer("", false)) {
            result = run(server.target(), new LoadPlan(CONNECTIONS, 1, Duration.ZERO, MEASURED), "GET");
        }
        assertEquals(0, result.answers().count() + result.answers().failures());
        assertEquals(CONNECTIONS, result.waiting().requests());
        assertTrue(result.waiting().longestMs() >= MEASURED.toMillis(), result.toString());
        assertFalse(result.ok());
    }

    @Test
    void aPortWhereNobodyListensIsAFailure() throws Exception {
        LoadResult result = load(LoadTarget.ofThisMachine(false, UNUSED_PORT), "GET", 1);
        assertTrue(result.answers().failures() > 0, result.toString());
        assertTrue(String.valueOf(result.answers().failure()).contains("refused"), result.toString());
    }
}
