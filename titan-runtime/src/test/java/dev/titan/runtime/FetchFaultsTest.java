package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.host.fetch.FaultServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What an author sees of fetch when the upstream, the client or the address does something wrong. */
class FetchFaultsTest extends FetchScenario {
    @Test
    void aClientThatGoesAwayEndsTheExchange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        upstream.on("/", (socket, out) -> asked.countDown());
        String module = "export default defineAction(async () => (await fetch('" + upstream.url("") + "')).status)";
        try (TestRuntime app = new TestRuntime(module)) {
            TestRuntime.Call call = app.start(0);
            assertTrue(asked.await(60, TimeUnit.SECONDS));
            call.cancel();
            assertTrue(upstream.sawClientGo());
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
        // Bound and not listening: nobody else gets the port meanwhile.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            int port = deaf.getLocalPort();
            assertEquals(
                    "[\"TypeError\",\"ECONNREFUSED\",\"fetch failed: 127.0.0.1:" + port + " refused the connection\"]",
                    run("return await failing(() => fetch('http://127.0.0.1:" + port + "'))"));
        }
    }

    @Test
    void anUpstreamThatNeverAnswersTimesOut() throws Exception {
        upstream.on("/", (socket, out) -> {});
        assertEquals(
                "[\"TimeoutError\",\"ETIMEDOUT\",\"fetch failed: " + host()
                        + " did not answer within limits.fetch.totalMs (1000 ms)\"]",
                run(limits(5000, 1000, 1000, 4), "return await failing(() => fetch(u))"));
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
                        limits(5000, 2000, 1000, 4),
                        "await fetch(u + '/first'); const r = await fetch(u); return [r.status, (await failing(() => r.text()))[0]]"));
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
                        limits(5000, 20000, 1_000_000, 4),
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
                run("const c = new AbortController(); setTimeout(() => c.abort(), 500);"
                        + "return [(await failing(() => fetch(u, {signal: c.signal})))[0], (await failing(() => fetch(u, {signal: AbortSignal.timeout(300)})))[0],"
                        + "(await failing(() => fetch(u, {signal: AbortSignal.abort({name: 'mine'})})))[0]]"));
        assertTrue(upstream.sawClientGo());
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

    @Test
    void anAnswerThatComesByteByByteIsReadWhole() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n";
        String answer = head.concat("8;x=y\r\n{\"a\":\"\u00e9\r\n2\r\n\"}\r\n0\r\nTrailer: 1\r\n\r\n");
        upstream.on("/", (socket, out) -> {
            socket.setTcpNoDelay(true);
            for (byte one : answer.getBytes(StandardCharsets.UTF_8)) {
                out.write(one);
                out.flush();
            }
        });
        assertEquals("{\"a\":\"\u00e9\"}", run("return await (await fetch(u)).json()"));
    }

    @Test
    void aByteNowAndThenDoesNotPutTheTimeOff() throws Exception {
        upstream.on("/", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(100_000);
            }
        });
        assertEquals(
                "\"TimeoutError\"",
                run(
                        limits(5000, 1000, 100_000_000, 4),
                        "return JSON.stringify((await failing(async () => (await fetch(u)).text()))[0])"));
        assertTrue(upstream.sawClientGo());
    }

    @Test
    void aNameThatNobodyKnowsIsNotFound() throws Exception {
        assertEquals(
                "[\"TypeError\",\"ENOTFOUND\",\"fetch failed: no address is known for nobody.invalid\"]",
                run("return await failing(() => fetch('http://nobody.invalid/'))"));
    }

    /** A listener whose queue is full: Linux lets further connections wait unanswered. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aHostThatDoesNotTakeTheConnectionTimesOut() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(full.getLocalSocketAddress());
                waiting.add(channel);
            }
            assertEquals(
                    "[\"TimeoutError\",\"ETIMEDOUT\",\"fetch failed: no connection to 127.0.0.1:" + full.getLocalPort()
                            + " within limits.fetch.connectMs (100 ms)\"]",
                    run(
                            limits(100, 20000, 1000, 4),
                            "return await failing(() => fetch('http://127.0.0.1:" + full.getLocalPort() + "'))"));
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}
