package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.titan.runtime.RuntimeListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What callers see of a server that stops: on each transport new calls are refused, accepted ones and streams come to their end, and only then the connection does. */
@Timeout(300)
class NetronDrainIT {
    private static final int CALL = 0x43;
    private static final int WAITING = 7;

    private static final String GATED = """
            import { Public, Service } from 'titan';
            const pass = () => drift(t.fetch(t.config.get('gate')));
            @Service('gated') export class Gated {
              @Public() now() { return 'now'; }
              @Public() held() { pass(); return 'held'; }
              @Public() async *chunks() { yield 'one'; pass(); yield 'two'; }
              @Public() async *endless() { yield 'one'; for (;;) await t.sleep(10_000); }
              @Public() forever() { drift(new Promise(() => {})); }
            }
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(WAITING);
    private HttpServer gate;
    private AppServer server;
    private Path unix;
    private int tcp;

    @TempDir
    Path folder;

    @BeforeEach
    void makeGate() throws IOException {
        gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.setExecutor(Executors.newCachedThreadPool());
        gate.createContext("/", exchange -> {
            waiting.countDown();
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        gate.start();
    }

    @AfterEach
    void stop() throws IOException {
        opened.countDown();
        gate.stop(0);
        if (server != null) {
            server.close();
        }
        if (unix != null) {
            Files.deleteIfExists(unix.getParent());
        }
    }

    private void serve(int shutdownMs) throws Exception {
        tcp = FreePort.find();
        unix = Files.createTempDirectory("netron").resolve("s");
        String config =
                "{\"workers\": 1, \"limits\": {\"shutdownMs\": %d}, \"permissions\": {\"net\": [\"127.0.0.1\"]}, "
                                .formatted(shutdownMs)
                        + "\"app\": {\"gate\": \"http://127.0.0.1:%d/\"}, \"netron\": {\"tcp\": %d, \"unix\": \"%s\"}}"
                                .formatted(gate.getAddress().getPort(), tcp, unix);
        server = new AppServer(
                folder, Map.of("app/services/gated.ts", GATED, "titan.config.json", config), RuntimeListener.NONE);
    }

    private List<PacketPeer> connect() throws Exception {
        List<PacketPeer> peers = List.of(
                PacketPeer.webSocket(http, server.address().getPort()),
                PacketPeer.socket(new InetSocketAddress("127.0.0.1", tcp)),
                PacketPeer.socket(UnixDomainSocketAddress.of(unix)));
        for (PacketPeer peer : peers) {
            peer.greet(",\"ext\":[\"cancel\",\"credit\",\"meta\"]");
        }
        return peers;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(PacketPeer.text(text));
    }

    private static String body(String method) {
        return "{\"service\":\"gated\",\"method\":\"" + method + "\"}";
    }

    /** One more request on a connection by HTTP that stays open. @return the whole answer */
    private static String post(Socket socket, String path, String body) throws IOException {
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        int head = -1;
        while (head < 0 || answer.length() < head + 4 + length(answer)) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection ended behind: " + answer);
            }
            answer.append((char) next);
            head = answer.indexOf("\r\n\r\n");
        }
        return answer.toString();
    }

    private static int length(StringBuilder answer) {
        int at = answer.indexOf("Content-Length: ") + 16;
        return Integer.parseInt(answer.substring(at, answer.indexOf("\r\n", at)));
    }

    @Test
    void newCallsAreRefusedAndAcceptedOnesComeToTheirEnd() throws Exception {
        serve(60_000);
        List<PacketPeer> peers = connect();
        for (PacketPeer peer : peers) {
            peer.send(1, CALL, "0x92", "gated", "held");
            peer.send(2, CALL, "0x92", "gated", "chunks");
        }
        HttpRequest held = HttpRequest.newBuilder(URI.create(server.url("/netron/invoke")))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body("held")))
                .build();
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(held, BodyHandlers.ofString());
        try (Socket kept = new Socket("127.0.0.1", server.address().getPort())) {
            assertTrue(post(kept, "/netron/invoke", body("now")).startsWith("HTTP/1.1 200"));
            assertTrue(waiting.await(60, TimeUnit.SECONDS), waiting.getCount() + " calls do not wait yet");
            CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(server::stop);
            for (PacketPeer peer : peers) {
                assertEquals("0000000203d76b", peer.next().substring(0, 14));
                assertTrue(peer.next().contains(hex("one")));
                awaitRefusal(peer);
            }
            awaitClosedPort();
            String refused = post(kept, "/netron/batch", "{\"requests\":[" + body("now") + "]}");
            assertTrue(refused.startsWith("HTTP/1.1 503") && refused.contains("\"TransportLostError\""), refused);
            assertTrue(refused.contains("\"details\":{\"draining\":true}"), refused);
            assertFalse(stopped.isDone());
            opened.countDown();
            assertTrue(stopped.get(60, TimeUnit.SECONDS), "something was not finished in time");
        }
        assertTrue(answer.get(60, TimeUnit.SECONDS).body().contains("\"data\":\"held\""));
        for (PacketPeer peer : peers) {
            List<String> last = new ArrayList<>();
            for (String packet = peer.next(); !packet.equals("end"); packet = peer.next()) {
                last.add(packet);
            }
            assertTrue(last.remove("0000000103" + hex("held")), last.toString());
            assertEquals(2, last.size(), last.toString());
            assertTrue(
                    last.get(0).contains(hex("two")) && last.get(1).substring(8).startsWith("75c0"), last.toString());
        }
        assertEquals(1001, peers.get(0).closeCode());
    }

    /** Calls until that is refused. */
    private static void awaitRefusal(PacketPeer peer) throws Exception {
        String answer;
        do {
            peer.send(9, CALL, "0x92", "gated", "now");
            answer = peer.next();
        } while (answer.equals("0000000903" + hex("now")));
        assertTrue(answer.startsWith("0000000983") && answer.contains(hex("TransportLostError") + "cd01f7"), answer);
    }

    private void awaitClosedPort() {
        while (true) {
            try {
                new Socket("127.0.0.1", server.address().getPort()).close();
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void whatDoesNotEndInTimeIsGivenUpAndItsCallersAreTold() throws Exception {
        serve(200);
        List<PacketPeer> peers = connect();
        for (PacketPeer peer : peers) {
            peer.send(1, CALL, "0x92", "gated", "endless");
            peer.next();
            peer.next();
            peer.send(2, CALL, "0x92", "gated", "forever");
            // Behind it, so that it has been taken.
            peer.send(3, CALL, "0x92", "gated", "now");
            assertEquals("0000000303" + hex("now"), peer.next());
        }
        assertFalse(server.stop());
        for (PacketPeer peer : peers) {
            String all = "";
            for (String packet = peer.next(); !packet.equals("end"); packet = peer.next()) {
                all += packet + "\n";
            }
            String refusal = hex("TransportLostError") + "cd01f7";
            assertTrue(all.contains("0000000283"), all);
            assertEquals(3, all.split(refusal, -1).length, all);
            assertTrue(all.contains("46" + "83" + hex("streamId") + hex("1") + hex("message")), all);
        }
        assertEquals(1001, peers.get(0).closeCode());
    }
}
