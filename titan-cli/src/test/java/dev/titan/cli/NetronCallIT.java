package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.runtime.RuntimeListener;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a method knows of the call that it works for, and how it learns that nobody waits for it any more: over each transport. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetronCallIT {
    private static final String EXTENSIONS = ",\"ext\":[\"cancel\",\"credit\",\"meta\"]";
    private static final int CALL = 0x43;

    private static final String CALLS = """
            import { currentCall, currentTrace, Public, Service } from 'titan';
            const look = () => {
              const { service, method, peer, claims, deadline, ip, trace, signal } = currentCall()!;
              return `${service}.${method} ${peer} ${ip !== ''} ${claims?.sub} ${deadline === undefined ? 'no' : deadline > new Date()} ${trace.traceId === currentTrace()!.traceId} ${signal.aborted}`;
            };
            export const helper = () => look();
            @Service('inner') export class Inner {
              @Public() look() { drift(t.sleep(1)); return look(); }
            }
            @Service('calls') export class Calls {
              constructor(private readonly inner: Inner) {}
              @Public() async seen() {
                const seen = [look()];
                drift(t.sleep(1)); seen.push(look());
                await t.sleep(1); seen.push(look());
                await new Promise((done) => setTimeout(() => { seen.push(look()); done(0); }, 1));
                seen.push(...[1].map(() => { drift(t.sleep(1)); return look(); }));
                seen.push(...await Promise.all([1, 2].map(async () => { await null; await t.sleep(1); return look(); })));
                seen.push(await this.inner.look());
                return [...new Set(seen)].join('|');
              }
              @Public() async *chunks() { yield look(); drift(t.sleep(1)); yield look(); await t.sleep(1); yield look(); }
              @Public() waits(key: string) {
                const { signal } = currentCall()!;
                signal.addEventListener('abort', () => void t.cache.set(`${key} signal`, signal.reason.name).then(() => 0));
                let thrown = 'nothing';
                try {
                  drift(t.cache.set(`${key} begun`, 1));
                  drift(new Promise(() => {}));
                } catch (e) {
                  thrown = e.name;
                  throw e;
                } finally {
                  drift(t.cache.set(`${key} thrown`, thrown));
                }
              }
              @Public() async *endless(key: string) {
                const { signal } = currentCall()!;
                signal.addEventListener('abort', () => void t.cache.set(`${key} signal`, signal.reason.name).then(() => 0));
                try { drift(t.cache.set(`${key} begun`, 1)); for (let i = 0; ; i++) { yield i; await t.sleep(1); } } finally { await t.cache.set(`${key} thrown`, 'AbortError'); }
              }
              @Public() told(key: string) { return drift(['begun', 'signal', 'thrown'].map((what) => t.cache.get(`${key} ${what}`))).join(); }
              @Public() token(claims: any) { return t.jwt.sign(claims, 'SECRET', { expiresIn: '1h' }); }
            }
            """.replace("SECRET", NetronApp.SECRET);

    private static final String ACTION = """
            import { currentCall } from 'titan';
            import { helper } from '../services/calls';
            const outside = currentCall();
            export default (req) => {
              drift(t.sleep(1));
              return [outside === undefined, helper(), currentCall().signal === req.signal];
            };
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private AppServer server;
    private int tcp;
    private Path unix;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        tcp = FreePort.find();
        unix = Files.createTempDirectory("netron").resolve("s");
        server = new AppServer(
                folder,
                Map.of(
                        "app/services/calls.ts",
                        CALLS,
                        "app/actions/look.ts",
                        ACTION,
                        "titan.config.json",
                        "{\"workers\": 1, \"netron\": {\"tcp\": " + tcp + ", \"unix\": \"" + unix
                                + "\", \"jwt\": {\"secret\": \"" + NetronApp.SECRET + "\"}}}"),
                RuntimeListener.NONE);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        Files.delete(unix.getParent());
    }

    private PacketPeer connect(String transport) throws Exception {
        PacketPeer peer = switch (transport) {
            case "tcp" -> PacketPeer.socket(new InetSocketAddress("127.0.0.1", tcp));
            case "unix" -> PacketPeer.socket(UnixDomainSocketAddress.of(unix));
            default -> PacketPeer.webSocket(http, server.address().getPort());
        };
        peer.greet(EXTENSIONS);
        return peer;
    }

    private String post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static String call(String method, String input, String more) {
        return "{\"service\":\"calls\",\"method\":\"" + method + "\",\"input\":" + input + more + "}";
    }

    /** What a call by HTTP gives: a text. */
    private String data(String body, String... headers) throws Exception {
        String answer = post("/netron/invoke", body, headers);
        int from = answer.indexOf("\"data\":\"");
        assertTrue(from > 0, answer);
        return answer.substring(from + 8, answer.indexOf("\",\"hints"));
    }

    private void awaitTold(String key, String expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String told = "";
        while (System.nanoTime() - end < 0) {
            told = data(call("told", "[\"" + key + "\"]", ""));
            if (told.equals(expected)) {
                return;
            }
        }
        assertEquals(expected, told);
    }

    private void awaitBegun(String key) throws Exception {
        awaitTold(key, "1,,");
    }

    @Test
    void theCallFollowsItsCodeAcrossDriftAwaitTimersHelpersAndOtherServices() throws Exception {
        String token = data(call("token", "[{\"sub\":\"ann\"}]", ""));
        assertEquals(
                "calls.seen  true ann true true false",
                data(call("seen", "[]", ",\"hints\":{\"timeout\":100000}"), "Authorization", "Bearer " + token));
        assertEquals("calls.seen  true undefined true true false", data(call("seen", "[]", "")));
        assertTrue(post("/netron/batch", "{\"requests\":[" + call("seen", "[]", "") + "]}")
                .contains("\"calls.seen  true undefined true true false\""));
        try (PacketPeer peer = connect("tcp")) {
            peer.send(1, CALL, "0x92", "calls", "seen");
            assertEquals("calls.seen cli true undefined true true false", text(peer.take(), 7));
        }
    }

    @Test
    void aStreamKnowsItsCallAsLongAsItGoesOn() throws Exception {
        try (PacketPeer peer = connect("websocket")) {
            peer.send(1, CALL, "0x92", "calls", "chunks");
            peer.take();
            for (int i = 0; i < 3; i++) {
                byte[] chunk = peer.take();
                String text = new String(chunk, 7, chunk.length - 15, StandardCharsets.UTF_8);
                assertTrue(text.startsWith("calls.chunks cli true undefined "), text);
                assertTrue(text.endsWith(" false"), text);
            }
        }
    }

    @Test
    void anActionHasOneTooAndModulesHaveNone() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url("/actions/look"))).build();
        assertEquals(
                "[true,\"undefined.undefined  true undefined true true false\",true]",
                http.send(request, BodyHandlers.ofString()).body());
    }

    private static String text(byte[] packet, int from) {
        return new String(packet, from, packet.length - from, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void aPacketThatCancelsReachesTheMethod(String transport) throws Exception {
        try (PacketPeer peer = connect(transport)) {
            peer.send(1, CALL, "0x93", "calls", "waits", "packet " + transport);
            awaitBegun("packet " + transport);
            peer.send(2, 0x48, "0x01");
            awaitTold("packet " + transport, "1,AbortError,AbortError");
            // Nothing was answered to it.
            peer.send(3, 0x40, "0xc0");
            assertEquals("0000000300c0", peer.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void aConnectionThatVanishesReachesItsMethodsAndStreams(String transport) throws Exception {
        try (PacketPeer peer = connect(transport)) {
            peer.send(1, CALL, "0x93", "calls", "waits", "gone " + transport);
            peer.send(2, CALL, "0x93", "calls", "endless", "stream " + transport);
            awaitBegun("gone " + transport);
            awaitBegun("stream " + transport);
        }
        awaitTold("gone " + transport, "1,AbortError,AbortError");
        awaitTold("stream " + transport, "1,AbortError,AbortError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoke", "batch"})
    void aRequestWhoseClientVanishesReachesItsMethods(String path) throws Exception {
        String one = call("waits", "[\"" + path + "\"]", "");
        String body = path.equals("batch") ? "{\"requests\":[" + one + "]}" : one;
        String head = "POST /netron/" + path
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n";
        try (SocketChannel client = SocketChannel.open(server.address())) {
            client.write(ByteBuffer.wrap((head + body).getBytes(StandardCharsets.UTF_8)));
            awaitBegun(path);
        }
        awaitTold(path, "1,AbortError,AbortError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void aDeadlineOfACallReachesTheMethod(String transport) throws Exception {
        try (PacketPeer peer = connect(transport)) {
            // Long enough for the call to begin; where it was not, once more with longer.
            int limit = 250;
            String key;
            do {
                limit *= 2;
                key = "late " + transport + limit;
                peer.send(1, 0x4a, "0x91", "0xcd%04x".formatted(limit));
                peer.send(1, CALL, "0x93", "calls", "waits", key);
                String late = peer.next();
                assertTrue(late.startsWith("0000000183") && late.contains(hex("TimeoutError")), late);
            } while (data(call("told", "[\"" + key + "\"]", "")).startsWith(",") && limit < 30_000);
            awaitTold(key, "1,TimeoutError,TimeoutError");
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDeadlineEndsOneRequestOfABatchAndLeavesTheOthers() throws Exception {
        int limit = 250;
        String key;
        do {
            limit *= 2;
            key = "item " + limit;
            String late = call("waits", "[\"" + key + "\"]", ",\"hints\":{\"timeout\":" + limit + "}");
            String answer = post("/netron/batch", "{\"requests\":[" + late + "," + call("seen", "[]", "") + "]}");
            assertTrue(answer.contains("\"code\":\"408\"") && answer.contains("\"successCount\":1"), answer);
        } while (data(call("told", "[\"" + key + "\"]", "")).startsWith(",") && limit < 30_000);
        awaitTold(key, "1,TimeoutError,TimeoutError");
    }

    @Test
    void aDeadlineOfARequestReachesTheMethod() throws Exception {
        int limit = 250;
        String key;
        do {
            limit *= 2;
            key = "request " + limit;
            String answer = post(
                    "/netron/invoke", call("waits", "[\"" + key + "\"]", ",\"hints\":{\"timeout\":" + limit + "}"));
            assertTrue(answer.contains("\"code\":\"408\""), answer);
        } while (data(call("told", "[\"" + key + "\"]", "")).startsWith(",") && limit < 30_000);
        awaitTold(key, "1,TimeoutError,TimeoutError");
    }
}
