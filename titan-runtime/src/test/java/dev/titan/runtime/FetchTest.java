package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.host.fetch.FaultServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What an author sees of fetch. */
class FetchTest extends FetchScenario {
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
                "POST / HTTP/1.1\r\nx-a: \u00e9\r\ncontent-type: text/plain;charset=UTF-8\r\naccept: */*\r\naccept-encoding: gzip, deflate, br\r\nuser-agent: titan\r\ntraceparent: 00-TRACE-00\r\nhost: "
                        + host() + "\r\ncontent-length: 3\r\n\r\ndé",
                upstream.requests
                        .get(0)
                        .replace("\uFFFD", "é")
                        .replaceFirst("00-[0-9a-f]{32}-[0-9a-f]{16}-00", "00-TRACE-00"));
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
            assertEquals(100_000, TestRuntime.drain(large).length);
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
    void decodesGzipDeflateAndBrotli() throws Exception {
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
        byte[] brotli = Base64.getDecoder().decode("G1cb+I1Utb8GEZOjk2lsb3FbJHBhAsA+AA==");
        upstream.on("/br", "200 OK\r\nContent-Encoding: br", brotli);
        upstream.on("/other", "200 OK\r\nContent-Encoding: zstd", "raw".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "[100000,\"null\",\"small\",true,\"EPROTO\",\"zstd\"]",
                run(
                        "const z = await fetch(u + '/gzip');"
                                + "return [(await z.json()).a.length, String(z.headers.get('content-encoding')), await (await fetch(u + '/deflate')).text(), (await (await fetch(u + '/br')).text()) === 'brotli '.repeat(1000),"
                                + "(await failing(async () => (await fetch(u + '/broken')).text()))[1], (await fetch(u + '/other')).headers.get('content-encoding')]"));
        assertEquals(
                "BODY_TOO_LARGE",
                run(
                        limits(5000, 20000, 5000, 4),
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
    void connectionsToAHostAreBoundedAndReused() throws Exception {
        upstream.says("/", "x");
        assertEquals(
                "100",
                run(
                        limits(5000, 20000, 1000, 3),
                        "const all = []; for (let i = 0; i < 100; i++) all.push((async () => (await fetch(u)).text())());"
                                + "return (await Promise.all(all)).join('').length"));
        assertTrue(upstream.connections.get() <= 3, "connections: " + upstream.connections);
    }
}
