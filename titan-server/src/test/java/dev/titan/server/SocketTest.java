package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Sockets;
import dev.titan.server.websocket.RawWebSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SocketTest {
    private static RawWebSocket open(TestServer server, String path) throws Exception {
        return RawWebSocket.open(server.port(), path);
    }

    /** An app with one socket action, at {@code /s}. */
    private static TestServer serve(String socket) throws Exception {
        return TestServer.builder().socket("/s", socket).start();
    }

    @Test
    void echoesTextAndBinary() throws Exception {
        try (TestServer server = TestServer.builder()
                        .socket("/echo", "message(socket, data) { socket.send(data); }")
                        .start();
                RawWebSocket client = open(server, "/echo")) {
            assertEquals("héllo 🌍", client.text("héllo 🌍").message());
            assertArrayEquals(
                    new byte[] {1, 2, -1},
                    client.binary(new byte[] {1, 2, -1}).next().payload());
        }
    }

    @Test
    void worksWithTheClientOfTheJdk() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        try (TestServer server = serve(
                "protocols: ['b', 'a'], open(s) { s.send({ protocol: s.protocol }); }, message(s) { s.close(4001, 'enough'); }")) {
            WebSocket client = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("a", "c")
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/s"), new WebSocket.Listener() {
                        @Override
                        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                            received.complete(data.toString());
                            socket.request(1);
                            return null;
                        }

                        @Override
                        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                            closed.complete(code);
                            return null;
                        }
                    })
                    .get(60, TimeUnit.SECONDS);
            assertEquals("a", client.getSubprotocol());
            assertEquals("{\"protocol\":\"a\"}", received.get(60, TimeUnit.SECONDS));
            client.sendText("x", true);
            assertEquals(4001, closed.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void showsTheRequestThatItCameOf() throws Exception {
        try (TestServer server = TestServer.builder()
                        .socket(
                                "/rooms/:room",
                                "open(s, req) { s.data = req.params.room; }, message(s) { s.send([s.data, s.params.room, s.query.q, s.headers['x-a'], s.cookies.c, s.ip, s.path, s.request.url]); }")
                        .start();
                RawWebSocket client =
                        RawWebSocket.open(server.port(), "/rooms/a%20b?q=1", "X-A: 2\r\nCookie: c=3\r\n")) {
            assertEquals(
                    "[\"a b\",\"a b\",\"1\",\"2\",\"3\",\"127.0.0.1\",\"/rooms/a%20b\",\"http://localhost/rooms/a%20b?q=1\"]",
                    client.text("?").message());
        }
    }

    @Test
    void handlesTheMessagesOfASocketOneAfterTheOther() throws Exception {
        try (TestServer server = serve("async message(s, d) { await t.sleep(d === '0' ? 50 : 1); s.send(d); }");
                RawWebSocket client = open(server, "/s")) {
            for (int i = 0; i < 20; i++) {
                client.text("" + i);
            }
            for (int i = 0; i < 20; i++) {
                assertEquals("" + i, client.message());
            }
        }
    }

    @Test
    void lendsAnOperationThatAHandlerReturnsItsTime() throws Exception {
        try (TestServer server = serve("message: (s, d) => d === 'a' ? t.sleep(30) : s.send('after'), close() {}");
                RawWebSocket client = open(server, "/s")) {
            client.text("a").text("b");
            assertEquals("after", client.message());
        }
    }

    @Test
    void closesWith1011WhenAHandlerThrowsAndTellsNoReason() throws Exception {
        try (TestServer server = serve(
                        "open(s) { s.send('open'); }, message() { throw new Error('secret'); }, error(s, e) { t.ws.broadcast(null, 'told ' + e.message, { except: s }); }");
                RawWebSocket other = open(server, "/s");
                RawWebSocket client = open(server, "/s")) {
            // Until its code has run, a socket may be none yet that is broadcast to.
            assertEquals("open", other.message());
            assertEquals("open", client.message());
            RawWebSocket.Frame close = client.text("x").next();
            assertEquals(1011, close.code());
            assertEquals(2, close.payload().length);
            assertEquals("told secret", other.message());
        }
    }

    @Test
    void tellsCloseOnceWithCodeAndReasonAfterAllMessages() throws Exception {
        try (TestServer server = serve(
                        "open(s) { s.join('all'); s.send('open'); }, async message(s, d) { await t.sleep(20); s.data = d; }, close(s, code, reason) { t.ws.broadcast('all', [s.data, code, reason, s.rooms, s.signal.aborted]); }");
                RawWebSocket other = open(server, "/s");
                RawWebSocket client = open(server, "/s")) {
            assertEquals("open", other.message());
            client.text("1").text("2").close(4000, "bye");
            assertEquals("[\"2\",4000,\"bye\",[],true]", other.message());
        }
    }

    @Test
    void joinsNoRoomOnceTheConnectionIsGone() throws Exception {
        try (TestServer server = serve(
                        "async open(s) { s.join('all'); s.send('open'); if (s.query.stays) return; while (s.join('late')) await t.sleep(1); }, close(s) { t.ws.broadcast('all', [s.rooms, s.join('all'), s.leave('late')]); }");
                RawWebSocket other = open(server, "/s?stays=1");
                RawWebSocket client = open(server, "/s")) {
            assertEquals("open", other.message());
            client.message();
            client.close(1000, "");
            assertEquals("[[],false,false]", other.message());
        }
    }

    @Test
    void cancelsWhatAHandlerWaitsForWhenItsClientVanishes() throws Exception {
        try (TestServer server = serve(
                        "open(s) { s.join('all'); s.send('open'); }, async message(s) { try { s.send('waits'); await t.sleep(30_000); } catch (e) { t.ws.broadcast('all', e.name); throw e; } }, close(s, code) { t.ws.broadcast('all', code); }");
                RawWebSocket other = open(server, "/s");
                RawWebSocket client = open(server, "/s")) {
            assertEquals("open", other.message());
            client.text("x");
            client.message();
            client.message();
            client.reset();
            assertEquals("AbortError", other.message());
            assertEquals("1006", other.message());
        }
    }

    @Test
    void sendsToRoomsFromAnywhere() throws Exception {
        try (TestServer server = TestServer.builder()
                        .socket(
                                "/s/:room",
                                "async open(s) { await t.ws.join(s, s.params.room); s.send(s.rooms); }, message(s, d) { s.broadcast(s.params.room, d); }")
                        .action(
                                "/send",
                                "return [await t.ws.broadcast('a', { n: 1 }), await t.ws.broadcast('none', 'x'), await t.ws.count('a'), (await t.ws.members()).length, await t.ws.send('nobody', 'x')];")
                        .start();
                RawWebSocket a1 = open(server, "/s/a");
                RawWebSocket a2 = open(server, "/s/a");
                RawWebSocket b = open(server, "/s/b")) {
            assertEquals("[\"a\"]", a1.message());
            assertEquals("[\"a\"]", a2.message());
            assertEquals("[\"b\"]", b.message());
            assertEquals("[2,0,2,3,false]", server.get("/send").body());
            assertEquals("{\"n\":1}", a1.message());
            assertEquals("{\"n\":1}", a2.message());
            a1.text("hi");
            assertEquals("hi", a2.message());
            b.text("alone");
            a2.text("there");
            assertEquals("there", a1.message());
        }
    }

    @Test
    void refusesPagesOfOtherSites() throws Exception {
        try (TestServer server = TestServer.builder()
                .socket("/s", "open(s) { s.send('in'); }")
                .socket("/open", "origins: ['https://a.example'], open(s) { s.send('in'); }")
                .start()) {
            try (RawWebSocket client = new RawWebSocket(server.port())) {
                assertTrue(client.handshake("/s", "Origin: https://evil.example\r\n")
                        .startsWith("HTTP/1.1 403 "));
            }
            RawWebSocket.open(server.port(), "/s", "Origin: http://localhost\r\n")
                    .close();
            RawWebSocket.open(server.port(), "/open", "Origin: https://a.example\r\n")
                    .close();
        }
    }

    @Test
    void letsUpgradeDecide() throws Exception {
        try (TestServer server = TestServer.builder()
                .socket(
                        "/s",
                        "async upgrade(req) { await t.sleep(1); if (req.query.as === undefined) throw new HttpError(401, 'who?'); return { data: req.query.as, headers: { 'X-Y': 'z' } }; }, open(s) { s.send(s.data); }")
                .socket("/no", "upgrade: () => t.response.text('closed', 451)")
                .start()) {
            try (RawWebSocket client = new RawWebSocket(server.port())) {
                String head = client.handshake("/s", "");
                assertTrue(head.startsWith("HTTP/1.1 401 "), head);
            }
            try (RawWebSocket client = new RawWebSocket(server.port())) {
                assertTrue(client.handshake("/no", "").startsWith("HTTP/1.1 451 "));
            }
            try (RawWebSocket client = new RawWebSocket(server.port())) {
                String head = client.handshake("/s?as=ann", "");
                assertTrue(head.contains("X-Y: z\r\n"), head);
                assertEquals("ann", client.message());
            }
        }
    }

    @Test
    void standsBesideAnActionOfTheSamePath() throws Exception {
        try (TestServer server = TestServer.builder()
                .action("/both", "return 'plain ' + req.headers.upgrade;")
                .socket("/both", "open(s) { s.send('socket'); }")
                .socket("/only", "")
                .start()) {
            assertEquals("plain undefined", server.get("/both").body());
            try (RawWebSocket client = open(server, "/both")) {
                assertEquals("socket", client.message());
            }
            var answer = server.get("/only");
            assertEquals(426, answer.statusCode());
            assertEquals("websocket", answer.headers().firstValue("Upgrade").orElse(""));
            assertTrue(answer.body().contains("TITAN_E426"), answer.body());
            assertEquals(405, server.post("/only", "text/plain", "x").statusCode());
        }
    }

    @Test
    void refusesHandshakesThatAreNone() throws Exception {
        try (TestServer server = serve("")) {
            String good = "GET /s HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n";
            for (String rest : new String[] {
                "Connection: Upgrade\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n",
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n",
                "Connection: close\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            }) {
                try (RawWebSocket client = new RawWebSocket(server.port())) {
                    String head = client.request(good + rest + "\r\n");
                    assertTrue(head.startsWith("HTTP/1.1 426 "), head);
                    assertTrue(head.contains("Sec-WebSocket-Version: 13\r\n"), head);
                }
            }
        }
    }

    @Test
    void keepsMessagesWithinTheirLimit() throws Exception {
        try (TestServer server = TestServer.builder()
                        .sockets(new Sockets(1_000, 1 << 20, 25_000))
                        .socket("/s", "message(s, d) { s.send(d.length); }")
                        .start();
                RawWebSocket client = open(server, "/s")) {
            assertEquals("1000", client.text("x".repeat(1_000)).message());
            assertEquals(1009, client.text("x".repeat(1_001)).awaitClose());
        }
    }

    @Test
    void waitsWithSendingForAClientThatDoesNotRead() throws Exception {
        try (TestServer server = TestServer.builder()
                        .sockets(new Sockets(1_000, 1 << 20, 25_000))
                        .socket(
                                "/s",
                                "async message(s) { let most = 0; for (let i = 0; i < 400; i++) { await s.send(new Uint8Array(100_000)); most = Math.max(most, s.bufferedAmount); } s.send(most); }")
                        .start();
                RawWebSocket client = open(server, "/s")) {
            client.text("go");
            for (int i = 0; i < 400; i++) {
                assertEquals(100_000, client.next().payload().length);
            }
            int most = Integer.parseInt(client.message());
            assertTrue(most <= (1 << 19) + 100_000, most + " bytes waited");
        }
    }

    @Test
    void losesNoMessageOfAClientThatSendsFasterThanTheyAreHandled() throws Exception {
        try (TestServer server = serve(
                        "data: 0, async message(s, d) { await t.sleep(0); this.data += d.length; if (d === 'end') s.send(this.data); }");
                RawWebSocket client = open(server, "/s")) {
            String message = "x".repeat(10_000);
            for (int i = 0; i < 300; i++) {
                client.text(message);
            }
            assertEquals("3000003", client.text("end").message());
        }
    }

    @Test
    void tellsClientsToGoWhenTheServerStops() throws Exception {
        try (TestServer server = TestServer.builder()
                        .limits(TestLimits.with(Map.of("shutdownMs", 5_000)))
                        .socket("/s", "open(s) { s.send('open'); }, close(s, code) { console.log('closed ' + code); }")
                        .start();
                RawWebSocket client = open(server, "/s")) {
            client.message();
            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(() -> server.server().stop());
            assertEquals(1001, client.awaitClose());
            client.close(1001, "");
            assertTrue(stopped.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void endsWhenItsIsolateDoes() throws Exception {
        try (TestServer server = TestServer.builder()
                        .limits(TestLimits.with(Map.of("cpuMs", 500)))
                        .socket("/s", "message(s, d) { if (d === 'loop') for (;;); s.send(d); }")
                        .start();
                RawWebSocket client = open(server, "/s");
                RawWebSocket other = open(server, "/s")) {
            assertEquals(1011, client.text("loop").awaitClose());
            assertEquals("still", other.text("still").message());
        }
    }

    @Test
    void countsSocketsAndMessages() throws Exception {
        try (TestServer server = serve("message(s, d) { s.send(d); }");
                RawWebSocket client = open(server, "/s")) {
            client.text("a").message();
            assertEquals(1, server.runtime().sockets().open());
            assertEquals(1, server.runtime().sockets().received());
            assertEquals(1, server.runtime().sockets().sent());
            assertFalse(server.runtime().drain().toCompletableFuture().isDone());
        }
    }

    @Test
    void refusesWhatCannotBeSent() throws Exception {
        try (TestServer server = serve(
                        "message(s, d) { const said = (fn) => { try { fn(); return 'nothing'; } catch (e) { return e.name; } };"
                                + " s.send([said(() => s.send()), said(() => s.send(() => 1)), said(() => s.send(Promise.resolve())), said(() => s.close(1005)), said(() => s.close(1000, 'x'.repeat(124))),"
                                + " said(() => s.join('')), said(() => s.join(7)), said(() => t.ws.send({}, 'x')), said(() => t.ws.broadcast('a', Symbol()))]); }");
                RawWebSocket client = open(server, "/s")) {
            assertEquals(
                    "[\"TypeError\",\"TypeError\",\"TypeError\",\"RangeError\",\"RangeError\",\"RangeError\",\"TypeError\",\"TypeError\",\"TypeError\"]",
                    client.text("?").message());
        }
    }
}
