package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Bodies that come over time. */
class StreamingTest {
    private static final String GET = "GET /actions/test HTTP/1.1\r\nHost: a\r\n\r\n";

    /** Body of an action that notes how its generator ends, for {@link #awaitNotes}. */
    private static final String NOTES = "globalThis.notes ??= [];";

    /** An action that is asked often stays in one isolate if it is slow: a quick one goes on in that of a thread that reads requests. */
    private static final String SLOW = "for (const until = Date.now() + 3; Date.now() < until;);";

    private static final String READ_NOTES = SLOW + "return (globalThis.notes ?? []).join()";

    private static TestServer serve(String body) throws Exception {
        return TestServer.builder()
                .action("/actions/test", body)
                .action("/notes", READ_NOTES)
                .start();
    }

    private static void awaitNotes(TestServer server, String wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String notes = server.get("/notes").body();
        while (!notes.equals(wanted)) {
            assertTrue(System.nanoTime() < deadline, "notes: " + notes);
            notes = server.get("/notes").body();
        }
    }

    @Test
    void streamsAnAsyncIterableInChunks() throws Exception {
        String body =
                "return (async function* () { yield 'ä'; await null; yield new Uint8Array([98, 99]); yield ''; })()";
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send(GET);
            String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
            assertTrue(head.contains("\r\nTransfer-Encoding: chunked\r\n"), head);
            assertTrue(head.contains("\r\nContent-Type: application/octet-stream\r\n"), head);
            assertFalse(head.contains("Content-Length"), head);
            assertEquals("äbc", client.chunkedBody());
            client.send(GET);
            assertTrue(client.head().startsWith("HTTP/1.1 200 OK\r\n"), "the connection is kept");
            assertEquals("äbc", client.chunkedBody());
        }
    }

    @Test
    void sendsTheHeadAndEachChunkWhenItIsThere() throws Exception {
        String body = NOTES + """
                globalThis.go ??= {};
                if (req.query.go) { globalThis.go[req.query.go](); return 'gone'; }
                return t.response.stream((async function* () {
                  await new Promise((done) => { globalThis.go.first = done; });
                  yield 'first';
                  await new Promise((done) => { globalThis.go.second = done; });
                  yield 'second';
                })(), { status: 201, headers: { 'Content-Type': 'text/plain' } });
                """;
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send(GET);
            String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 201 "), head);
            assertTrue(head.contains("\r\nContent-Type: text/plain\r\n"), head);
            assertEquals("gone", server.get("/actions/test?go=first").body());
            assertEquals("first", client.chunk());
            assertEquals("gone", server.get("/actions/test?go=second").body());
            assertEquals("second", client.chunk());
            assertEquals("", client.chunk());
        }
    }

    @Test
    void streamsWhatAnEnvelopeAResponseAndAFunctionCarry() throws Exception {
        try (TestServer server = TestServer.builder()
                .action(
                        "/envelope",
                        "return { status: 202, headers: { 'X-A': 'b' }, body: (async function* () { yield 'e'; })() }")
                .action("/plain", "return t.response.stream(function* () { yield 'p'; yield 'q'; })")
                .action("/array", "return t.response.stream(['a', 'b'])")
                .start()) {
            assertEquals("e", server.get("/envelope").body());
            assertEquals(202, server.get("/envelope").statusCode());
            assertEquals("pq", server.get("/plain").body());
            assertEquals("ab", server.get("/array").body());
        }
    }

    @Test
    void doesNotRunTheBodyForHead() throws Exception {
        String body = NOTES + "return (async function* () { notes.push('ran'); yield 'x'; })()";
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send("HEAD /actions/test HTTP/1.1\r\nHost: a\r\n\r\n");
            String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
            assertFalse(head.contains("Content-Length"), head);
            client.send("GET /notes HTTP/1.1\r\nHost: a\r\n\r\n");
            String notes = client.response();
            assertTrue(notes.startsWith("HTTP/1.1 200 OK\r\n"), notes);
            assertTrue(notes.endsWith("\r\n\r\n"), notes);
        }
    }

    @Test
    void answersWithAProblemWhenNothingWasSentBeforeTheError() throws Exception {
        try (TestServer server = serve("return (async function* () { t.error(418, 'a teapot'); })()")) {
            assertEquals(418, server.get("/actions/test").statusCode());
        }
    }

    @Test
    void cutsTheConnectionWhenTheBodyFails() throws Exception {
        String body = "return (async function* () { yield 'some'; await null; throw new Error('broken'); })()";
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send(GET);
            String all = client.rest();
            assertTrue(all.endsWith("\r\n04\r\nsome\r\n"), all);
        }
    }

    @Test
    void cutsTheConnectionWhenAChunkIsNeitherTextNorBytes() throws Exception {
        String body = NOTES
                + "return (async function* () { try { yield 'a'; yield {}; } finally { notes.push('ended'); } })()";
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send(GET);
            String all = client.rest();
            assertTrue(all.endsWith("\r\n01\r\na\r\n"), all);
            awaitNotes(server, "ended");
        }
    }

    @Test
    void endsTheProducerWhenTheClientLeaves() throws Exception {
        String body = NOTES + """
                req.signal.addEventListener('abort', () => notes.push(req.signal.reason.name));
                return (async function* () {
                  try {
                    yield 'a';
                    await new Promise((done) => req.signal.addEventListener('abort', done));
                    yield 'b';
                  } finally {
                    notes.push('finally');
                  }
                })();
                """;
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send(GET);
            client.head();
            assertEquals("a", client.chunk());
            client.reset();
            awaitNotes(server, "AbortError,finally");
        }
    }

    @Test
    void makesTheProducerWaitForTheClient() throws Exception {
        String body = NOTES + """
                globalThis.made = 0;
                return (async function* () {
                  const chunk = 'x'.repeat(10_000);
                  try { for (;;) { globalThis.made++; yield chunk; } } finally { notes.push('finally'); }
                })();
                """;
        try (TestServer server = TestServer.builder()
                        .action("/actions/test", body)
                        .action("/notes", READ_NOTES)
                        .action("/made", SLOW + "return String(globalThis.made)")
                        .action("/rest", "await t.sleep(50)")
                        .start();
                RawConnection client = server.connect()) {
            client.send(GET);
            client.head();
            int before;
            int made = -1;
            do {
                before = made;
                server.get("/rest");
                made = Integer.parseInt(server.get("/made").body());
            } while (made != before || made == 0);
            // What the sockets and the pipe hold.
            assertTrue(made < 3_000, "chunks made: " + made);
            client.reset();
            awaitNotes(server, "finally");
        }
    }

    @Test
    void cutsAStreamOnWhichNothingMoves() throws Exception {
        String body = NOTES + """
                return (async function* () {
                  try { yield 'a'; await new Promise((done) => req.signal.addEventListener('abort', done)); }
                  finally { notes.push(req.signal.reason.name); }
                })();
                """;
        try (TestServer server = TestServer.builder()
                        .action("/actions/test", body)
                        .action("/notes", READ_NOTES)
                        .limits(TestLimits.with(Map.of("idleMs", 1_500)))
                        .start();
                RawConnection client = server.connect()) {
            client.send(GET);
            String all = client.rest();
            assertTrue(all.endsWith("\r\n01\r\na\r\n"), all);
            awaitNotes(server, "TimeoutError");
        }
    }

    @Test
    void goesOnBeyondTheTimeForAnAnswer() throws Exception {
        String body = """
                return (async function* () {
                  for (let i = 0; i < 6; i++) { yield String(i); await new Promise((done) => setTimeout(done, 400)); }
                })();
                """;
        try (TestServer server = TestServer.builder()
                .action("/actions/test", body)
                .limits(TestLimits.with(Map.of("wallMs", 2_000)))
                .start()) {
            assertEquals("012345", server.get("/actions/test").body());
        }
    }

    @Test
    void cutsStreamsThatOutlastTheShutdown() throws Exception {
        String body = "return (async function* () { yield 'a'; await new Promise(() => {}); })()";
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send(GET);
            client.head();
            assertEquals("a", client.chunk());
            assertFalse(server.server().stop());
            assertEquals("", client.rest());
        }
    }

    @Test
    void cutsABodyThatComputesForTooLongAndServesOn() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("app");
        lines.start();
        logger.addAppender(lines);
        String body = "return (async function* () { yield 'a'; await t.sleep(1); for (;;); })()";
        try (TestServer server = TestServer.builder()
                        .action("/actions/test", body)
                        .action("/notes", READ_NOTES)
                        .limits(TestLimits.with(Map.of("cpuMs", 500)))
                        .start();
                RawConnection client = server.connect()) {
            client.send(GET);
            String all = client.rest();
            assertTrue(all.endsWith("\r\n01\r\na\r\n"), all);
            assertEquals("", server.get("/notes").body());
        } finally {
            logger.detachAppender(lines);
        }
        assertEquals(
                List.of(
                        "the answer to GET /actions/test was cut off: it computed for more than 500 ms without a pause"),
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void endsTheProducerWhenAStreamOfHttp2IsReset() throws Exception {
        String body = NOTES + """
                return (async function* () {
                  try { yield 'a'; await new Promise((done) => req.signal.addEventListener('abort', done)); } finally { notes.push('finally'); }
                })();
                """;
        try (TestServer server = serve(body);
                Http2Frames client = new Http2Frames(server.port())) {
            client.request(1, ":method", "GET", ":scheme", "http", ":path", "/actions/test", ":authority", "a");
            assertEquals("a", client.next(Http2Frames.DATA).text());
            client.reset(1);
            awaitNotes(server, "finally");
        }
    }

    @Test
    void workBesideAStreamHoldsUntilItIsDone() throws Exception {
        String body = NOTES + """
                req.waitUntil((async () => { await t.sleep(30); notes.push(req.id.length > 0, req.headers['x-a']); })());
                return (async function* () { yield req.headers['x-a']; await t.sleep(1); yield req.path; })();
                """;
        try (TestServer server = serve(body)) {
            assertEquals(
                    "b/actions/test",
                    server.send(server.request("/actions/test").header("X-A", "b"))
                            .body());
            awaitNotes(server, "true,b");
        }
    }

    @Test
    void pipelinedStreamsComeInOrder() throws Exception {
        String body = "return (async function* () { yield req.query.n; await t.sleep(5); yield '.'; })()";
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send(
                    "GET /actions/test?n=1 HTTP/1.1\r\nHost: a\r\n\r\nGET /actions/test?n=2 HTTP/1.1\r\nHost: a\r\n\r\n");
            client.head();
            assertEquals("1.", client.chunkedBody());
            client.head();
            assertEquals("2.", client.chunkedBody());
        }
    }

    @Test
    void countsStreamsAndRefusesTooMany() throws Exception {
        String body =
                "return (async function* () { yield 'a'; await new Promise((done) => req.signal.addEventListener('abort', done)); })()";
        try (TestServer server = TestServer.builder()
                        .action("/actions/test", body)
                        .limits(TestLimits.with(Map.of("suspended", 1)))
                        .start();
                RawConnection client = server.connect()) {
            client.send(GET);
            client.head();
            assertEquals("a", client.chunk());
            var refused = server.get("/actions/test");
            assertEquals(503, refused.statusCode());
            assertTrue(refused.headers().firstValue("Retry-After").isPresent());
        }
    }

    @Test
    void resetsAStreamOfHttp2WhenTheBodyFails() throws Exception {
        String body = "return (async function* () { yield 'some'; await null; throw new Error('broken'); })()";
        try (TestServer server = serve(body);
                Http2Frames client = new Http2Frames(server.port())) {
            client.request(1, ":method", "GET", ":scheme", "http", ":path", "/actions/test", ":authority", "a");
            Http2Frames.Frame frame = client.next(Http2Frames.DATA, Http2Frames.RST_STREAM);
            StringBuilder data = new StringBuilder();
            for (;
                    frame.type() != Http2Frames.RST_STREAM;
                    frame = client.next(Http2Frames.DATA, Http2Frames.RST_STREAM)) {
                if (frame.type() == Http2Frames.DATA) {
                    data.append(frame.text());
                    assertEquals(0, frame.flags() & 1, "no end of the stream");
                }
            }
            assertEquals("some", data.toString());
            assertEquals(1, frame.stream());
        }
    }
}
