package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Limits;
import dev.titan.host.fetch.FaultServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an author sees of fetch, with an upstream that does everything wrong. */
class FetchTest {
    private FaultServer upstream;

    @BeforeEach
    void starts() throws IOException {
        upstream = new FaultServer();
    }

    @AfterEach
    void stops() throws IOException {
        upstream.close();
    }

    private static UnaryOperator<Limits> limits(int connectMs, int totalMs, long bodyBytes, int perHost) {
        return l -> new Limits(
                l.cpuMs(),
                l.wallMs(),
                l.heapMb(),
                l.suspended(),
                l.queue(),
                l.queueMs(),
                l.bodyBytes(),
                l.urlBytes(),
                l.headerBytes(),
                l.headers(),
                l.params(),
                l.headerMs(),
                l.bodyMs(),
                l.idleMs(),
                new Limits.Fetch(connectMs, totalMs, bodyBytes, perHost),
                l.shutdownMs());
    }

    /** Runs the body of an async function; `u` is the upstream, `failing(f)` the name, code and message of what f's promise throws. */
    private String run(UnaryOperator<Limits> limits, String body) throws Exception {
        String module = "const u = '" + upstream.url("") + "';"
                + "const failing = async (f) => { try { await f(); return 'nothing thrown' } catch (e) { return [e.name, e.code, e.message] } };"
                + "export default defineAction(async (req) => {" + body + "})";
        try (TestRuntime app = new TestRuntime(1, limits, RuntimeListener.NONE, module)) {
            return app.text(0);
        }
    }

    private String run(String body) throws Exception {
        return run(limits -> limits, body);
    }

    private String host() {
        return "127.0.0.1:" + upstream.port();
    }

    @Test
    void givesAStandardResponse() throws Exception {
        upstream.on(
                "/a?b=%20c",
                "201 Made\r\nContent-Type: application/json\r\nX-Two: 1\r\nX-Two: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2",
                "{\"é\":1}".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "[201,\"Made\",true,\"1, 2\",[\"a=1\",\"b=2\"],\"" + upstream.url("/a?b=%20c")
                        + "\",false,\"basic\",false,{\"é\":1},true,true]",
                run("const r = await fetch(u + '/x/../a?b= c#d');"
                        + "return [r.status, r.statusText, r.ok, r.headers.get('x-two'), r.headers.getSetCookie(), r.url, r.redirected, r.type, r.bodyUsed,"
                        + "await r.json(), r.bodyUsed, t.fetch === fetch && r instanceof Response]"));
    }

    @Test
    void sendsMethodFieldsAndBody() throws Exception {
        upstream.says("/", "ok");
        run(
                "await fetch(u, {method: 'post', headers: {'X-A': 'é', Connection: 'close', 'Content-Length': '7'}, body: 'dé'});"
                        + "await fetch(u, {method: 'PUT', body: new Uint8Array([65, 66, 67]).subarray(1)});"
                        + "await fetch(u, {method: 'DELETE'}); await fetch(u, {method: 'POST'}); return 1");
        assertEquals(
                "POST / HTTP/1.1\r\nx-a: \u00e9\r\ncontent-type: text/plain;charset=UTF-8\r\naccept: */*\r\naccept-encoding: gzip, deflate\r\nuser-agent: titan\r\nhost: "
                        + host() + "\r\ncontent-length: 3\r\n\r\ndé",
                upstream.requests.get(0).replace("\uFFFD", "é"));
        assertTrue(upstream.requests.get(1).endsWith("content-length: 2\r\n\r\nBC"), upstream.requests.get(1));
        assertFalse(upstream.requests.get(2).contains("content-length"), upstream.requests.get(2));
        assertTrue(upstream.requests.get(3).contains("content-length: 0\r\n"), upstream.requests.get(3));
        assertEquals(1, upstream.connections.get());
    }

    @Test
    void readsABodyInEveryForm() throws Exception {
        upstream.says("/", "hé");
        upstream.on("/bytes", "200 OK", new byte[] {-1, 0, 65});
        String large = "é".repeat(100_000);
        upstream.says("/large", large);
        assertEquals(
                "[\"hé\",[104,195,169],3,\"hé\",[255,0,65],3,200000,true,100000]",
                run(
                        "const g = (p) => fetch(u + p); const large = await g('/large');"
                                + "return [await (await g('/')).text(), [...await (await g('/')).bytes()], (await (await g('/')).arrayBuffer()).byteLength,"
                                + "await (await g('/')).clone().text(), [...await (await g('/bytes')).bytes()], (await (await g('/bytes')).text()).length,"
                                + "(await large.clone().bytes()).length, (await large.clone().text()) === 'é'.repeat(100000), (await large.text()).length]"));
    }

    @Test
    void aFetchedResponseCanBeTheAnswer() throws Exception {
        upstream.on("/small", "202 Taken\r\nX-A: b", "small".getBytes(StandardCharsets.UTF_8));
        upstream.on("/large", "200 OK\r\nContent-Type: a/b", new byte[100_000]);
        String module = "const u = '" + upstream.url("")
                + "'; export default defineAction(async (req) => fetch(u + req.query.p))";
        try (TestRuntime app = new TestRuntime(module)) {
            Answer small = app.start(0, "p=/small", RequestBody.NONE).await();
            assertEquals(new Answer.Response(202, List.of("x-a", "b"), new Answer.Text("small")), small);
            Answer.Response large =
                    (Answer.Response) app.start(0, "p=/large", RequestBody.NONE).await();
            assertEquals(List.of("content-type", "a/b"), large.headers());
            assertEquals(100_000, ((Answer.Bytes) large.body()).bytes().length);
        }
    }

    @Test
    void driftGivesItsValueToSynchronousCode() throws Exception {
        upstream.on("/", "200 OK", "{\"a\":[1]}".getBytes(StandardCharsets.UTF_8));
        String module = "const u = '" + upstream.url("") + "'; export default defineAction(() => {"
                + "try { drift(fetch('http://10.0.0.1')) } catch (e) { return [e.name, drift(drift(fetch(u)).json()), drift([fetch(u), fetch(u)]).map((r) => r.ok)] } })";
        try (TestRuntime app = new TestRuntime(module)) {
            assertEquals("[\"PermissionError\",{\"a\":[1]},[true,true]]", app.text(0));
        }
    }

    @Test
    void aClientThatGoesAwayEndsTheExchange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        upstream.on("/", (socket, out) -> asked.countDown());
        String module = "export default defineAction(async () => (await fetch('" + upstream.url("") + "')).status)";
        try (TestRuntime app = new TestRuntime(module)) {
            TestRuntime.Call call = app.start(0);
            assertTrue(asked.await(20, TimeUnit.SECONDS));
            call.cancel();
            assertTrue(upstream.sawClientGo());
        }
    }

    @Test
    void anOperationHasTheMethodsOfAPromise() throws Exception {
        upstream.says("/", "x");
        assertEquals(
                "[\"ERR_INVALID_URL\",\"x\",true]",
                run("let over = false; const code = await fetch('a').catch((e) => e.code);"
                        + "return [code, await fetch(u).then((r) => r.text()).finally(() => { over = true }), over]"));
    }

    @Test
    void aBodyIsReadOnce() throws Exception {
        upstream.says("/", "x");
        assertEquals(
                "[\"TypeError\",\"TypeError\"]",
                run("const r = await fetch(u); await r.text(); const n = (await failing(() => r.text()))[0];"
                        + "let c; try { r.clone() } catch (e) { c = e.name } return [n, c]"));
    }

    @Test
    void anOperationThatNobodyWaitsForIsNotStarted() throws Exception {
        upstream.says("/", "x");
        assertEquals(
                "\"t.fetch() was used without drift(); write drift(t.fetch(…)) or await it\"",
                run("fetch(u); try { return fetch(u).status } catch (e) { return JSON.stringify(e.message) }"));
        assertEquals(0, upstream.connections.get());
    }

    @Test
    void bodilessAnswersHaveNoBody() throws Exception {
        upstream.on("/204", "HTTP/1.1 204 No Content\r\n\r\n");
        upstream.on("/304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n");
        upstream.on("/head", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
        upstream.on(
                "/100",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertEquals(
                "[\"204\",\"304\",\"200\",\"200ok\"]",
                run(
                        "const g = async (p, i) => { const r = await fetch(u + p, i); return r.status + await r.text() };"
                                + "return [await g('/204'), await g('/304'), await g('/head', {method: 'HEAD'}), await g('/100')]"));
        assertEquals(1, upstream.connections.get());
    }

    @Test
    void decodesGzipAndDeflate() throws Exception {
        String text = "{\"a\":\"" + "x".repeat(100_000) + "\"}";
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(deflate)) {
            out.write("small".getBytes(StandardCharsets.UTF_8));
        }
        upstream.on("/gzip", "200 OK\r\nContent-Encoding: gzip", gzip.toByteArray());
        upstream.on("/deflate", "200 OK\r\nContent-Encoding: deflate", deflate.toByteArray());
        upstream.on("/broken", "200 OK\r\nContent-Encoding: gzip", "no gzip".getBytes(StandardCharsets.UTF_8));
        upstream.on("/other", "200 OK\r\nContent-Encoding: br", "raw".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "[100000,\"null\",\"small\",\"EPROTO\",\"br\"]",
                run(
                        "const z = await fetch(u + '/gzip');"
                                + "return [(await z.json()).a.length, String(z.headers.get('content-encoding')), await (await fetch(u + '/deflate')).text(),"
                                + "(await failing(async () => (await fetch(u + '/broken')).text()))[1], (await fetch(u + '/other')).headers.get('content-encoding')]"));
        assertEquals(
                "BODY_TOO_LARGE",
                run(
                        limits(1000, 20000, 5000, 4),
                        "return (await failing(async () => (await fetch(u + '/gzip')).text()))[1]"));
    }

    @Test
    void followsRedirectsAsTheStandardSays() throws Exception {
        upstream.on("/302", "HTTP/1.1 302 Found\r\nLocation: end?x#f\r\nContent-Length: 3\r\n\r\nabc");
        upstream.on("/307", "HTTP/1.1 307 Temporary Redirect\r\nLocation: /end?x\r\nContent-Length: 0\r\n\r\n");
        upstream.on("/loop", "HTTP/1.1 301 Moved\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
        upstream.says("/end?x", "end");
        assertEquals(
                "[\"" + upstream.url("/end?x")
                        + "\",true,302,[\"TypeError\",\"REDIRECTED\"],[\"TypeError\",\"TOO_MANY_REDIRECTS\"]]",
                run(
                        "const a = await fetch(u + '/302', {method: 'POST', body: 'x'}); await fetch(u + '/307', {method: 'POST', body: 'y'});"
                                + "const m = await fetch(u + '/302', {redirect: 'manual'});"
                                + "return [a.url, a.redirected, m.status, (await failing(() => fetch(u + '/302', {redirect: 'error'}))).slice(0, 2),"
                                + "(await failing(() => fetch(u + '/loop'))).slice(0, 2)]"));
        assertTrue(upstream.requests.get(1).startsWith("GET /end?x "), upstream.requests.get(1));
        assertFalse(upstream.requests.get(1).contains("content-type"), upstream.requests.get(1));
        assertTrue(upstream.requests.get(3).startsWith("POST /end?x "), upstream.requests.get(3));
        assertTrue(upstream.requests.get(3).endsWith("\r\n\r\ny"), upstream.requests.get(3));
        assertEquals(
                21,
                upstream.requests.stream()
                        .filter(r -> r.startsWith("GET /loop"))
                        .count());
    }

    @Test
    void credentialsStayWithTheirOrigin() throws Exception {
        try (FaultServer other = new FaultServer()) {
            upstream.on("/", "HTTP/1.1 302 Found\r\nLocation: " + other.url("/") + "\r\nContent-Length: 0\r\n\r\n");
            upstream.on("/same", "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n");
            run("const i = {headers: {Authorization: 'a', Cookie: 'b', 'Proxy-Authorization': 'c', 'X-D': 'd'}};"
                    + "await fetch(u, i); await fetch(u + '/same', i); return 1");
            String seen = other.requests.get(0);
            assertTrue(seen.contains("x-d: d"), seen);
            assertFalse(seen.contains("authorization") || seen.contains("cookie"), seen);
            assertTrue(upstream.requests.get(2).contains("authorization: a\r\ncookie: b"), upstream.requests.get(2));
        }
    }

    @Test
    void everyHopIsChecked() throws Exception {
        upstream.on("/", "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n");
        upstream.on("/file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
        String message = "t.fetch may not connect to %s: add \\\"%s\\\" to permissions.net in titan.config.json";
        assertEquals(
                "[[\"PermissionError\",\"EACCES\",\"" + message.formatted("169.254.169.254", "169.254.169.254") + "\"],"
                        + "[\"PermissionError\",\"EACCES\",\"" + message.formatted("[::1]:81", "[::1]:81")
                        + "\"],\"ERR_INVALID_URL\"]",
                run(
                        "return [await failing(() => fetch(u)), await failing(() => fetch('http://[0::1]:81')), (await failing(() => fetch(u + '/file')))[1]]"));
    }

    @Test
    void wrongArgumentsRejectAndNeverThrow() throws Exception {
        assertEquals(
                "[\"ERR_INVALID_URL\",\"ERR_INVALID_URL\",\"ERR_INVALID_URL\",\"TypeError\",\"TypeError\",\"TypeError\",\"TypeError\",\"TypeError\"]",
                run(
                        "const c = async (...a) => (await failing(() => fetch(...a)))[1] ?? (await failing(() => fetch(...a)))[0];"
                                + "return [await c('/relative'), await c('ftp://a/'), await c('http://u:p@a/'), await c(u, {method: 'A B'}), await c(u, {headers: {'a b': 1}}),"
                                + "await c(u, {body: 'x'}), await c(u, {method: 'POST', body: {}}), await c(u, {redirect: 'x'})]"));
    }

    @Test
    void aPortThatNobodyListensOnRefuses() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        assertEquals(
                "[\"TypeError\",\"ECONNREFUSED\",\"fetch failed: 127.0.0.1:" + free + " refused the connection\"]",
                run("return await failing(() => fetch('http://127.0.0.1:" + free + "'))"));
    }

    @Test
    void anUpstreamThatNeverAnswersTimesOut() throws Exception {
        upstream.on("/", (socket, out) -> {});
        assertEquals(
                "[\"TimeoutError\",\"ETIMEDOUT\",\"fetch failed: " + host()
                        + " did not answer within limits.fetch.totalMs (100 ms)\"]",
                run(limits(1000, 100, 1000, 4), "return await failing(() => fetch(u))"));
        assertTrue(upstream.sawClientGo());
    }

    @Test
    void theTimeCountsToTheLastByte() throws Exception {
        upstream.on("/", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        });
        assertEquals(
                "[200,\"TimeoutError\"]",
                run(
                        limits(1000, 200, 1000, 4),
                        "const r = await fetch(u); return [r.status, (await failing(() => r.text()))[0]]"));
    }

    @Test
    void aConnectionThatIsResetOrClosedEarlyFails() throws Exception {
        upstream.on("/reset", (socket, out) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
        upstream.on("/closed", (socket, out) -> socket.close());
        upstream.on("/half", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            socket.close();
        });
        upstream.on("/chunk", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"
                    .getBytes(StandardCharsets.US_ASCII));
            socket.close();
        });
        upstream.on("/eof", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\nto the end".getBytes(StandardCharsets.US_ASCII));
            socket.close();
        });
        upstream.on("/garbage", "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        assertEquals(
                "[\"ECONNRESET\",\"ECONNRESET\",\"ECONNRESET\",\"ECONNRESET\",\"to the end\",\"EPROTO\"]",
                run(
                        "const c = async (p) => (await failing(async () => { throw {code: await (await fetch(u + p)).text()} }))[1];"
                                + "return [await c('/reset'), await c('/closed'), await c('/half'), await c('/chunk'), await c('/eof'), await c('/garbage')]"));
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        upstream.on("/known", "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\nx");
        upstream.on("/unknown", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[1 << 16];
            while (true) {
                out.write(piece);
            }
        });
        assertEquals(
                "[200,[\"TypeError\",\"BODY_TOO_LARGE\",\"fetch failed: the body is larger than limits.fetch.bodyBytes (1000000)\"],\"BODY_TOO_LARGE\"]",
                run(
                        limits(1000, 20000, 1_000_000, 4),
                        "const r = await fetch(u + '/known');"
                                + "return [r.status, await failing(() => r.text()), (await failing(async () => (await fetch(u + '/unknown')).bytes()))[1]]"));
    }

    @Test
    void anUnreadBodyHoldsTheSenderBackAndEndsWithTheRequest() throws Exception {
        upstream.on("/", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[1 << 16];
            while (true) {
                out.write(piece);
            }
        });
        assertEquals("200", run("return (await fetch(u)).status"));
        assertTrue(upstream.sawClientGo());
    }

    @Test
    void answersOfFiveHundredAreAnswers() throws Exception {
        upstream.on("/", "503 Busy\r\nRetry-After: 1", "later".getBytes(StandardCharsets.US_ASCII));
        assertEquals("[503,false,\"later\"]", run("const r = await fetch(u); return [r.status, r.ok, await r.text()]"));
    }

    @Test
    void aSignalEndsTheExchange() throws Exception {
        upstream.on("/", (socket, out) -> {});
        assertEquals(
                "[\"AbortError\",\"TimeoutError\",\"mine\"]",
                run("const c = new AbortController(); setTimeout(() => c.abort(), 20);"
                        + "return [(await failing(() => fetch(u, {signal: c.signal})))[0], (await failing(() => fetch(u, {signal: AbortSignal.timeout(20)})))[0],"
                        + "(await failing(() => fetch(u, {signal: AbortSignal.abort({name: 'mine'})})))[0]]"));
        assertTrue(upstream.sawClientGo());
    }

    @Test
    void connectionsToAHostAreBoundedAndReused() throws Exception {
        upstream.says("/", "x");
        assertEquals(
                "100",
                run(
                        limits(1000, 20000, 1000, 3),
                        "const all = []; for (let i = 0; i < 100; i++) all.push((async () => (await fetch(u)).text())());"
                                + "return (await Promise.all(all)).join('').length"));
        assertTrue(upstream.connections.get() <= 3, "connections: " + upstream.connections);
    }

    @Test
    void aStaleConnectionIsReplacedForRepeatableRequests() throws Exception {
        upstream.on("/once", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        });
        // The second request on a connection finds it closing.
        upstream.on("/again", new FaultServer.Behaviour() {
            private Socket refused;

            @Override
            public synchronized void answer(Socket socket, OutputStream out) throws IOException {
                if (refused == null) {
                    refused = socket;
                    socket.close();
                } else {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nagain".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            }
        });
        assertEquals("again", run("await fetch(u + '/once'); return await (await fetch(u + '/again')).text()"));
        assertEquals(
                List.of("GET /once", "GET /again", "GET /again"),
                upstream.requests.stream()
                        .map(r -> r.substring(0, r.indexOf(" HTTP")))
                        .toList());
    }
}
