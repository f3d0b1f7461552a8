package dev.titan.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.client.ScriptedServer.Played;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions over WebSocket. */
class SocketTransportTest extends SocketScenario {
    @Test
    void aCallIsAPacketAndSoIsItsAnswer() throws Exception {
        Played played = server.play(peer -> {
            assertTrue(peer.head().startsWith("GET /netron HTTP/1.1\r\n"), peer.head());
            String hello = peer.greet(PLAIN);
            assertTrue(hello.startsWith("{\"type\":\"client-id\",\"id\":\""), hello);
            assertTrue(hello.endsWith(",\"ext\":[\"cancel\",\"credit\",\"meta\"]}"), hello);
            expect(FIND, peer);
            peer.send("00000001" + ANN);
        });
        try (TitanClient client = connect()) {
            assertEquals(Optional.of(new User("u1", "Ann")), users(client).findById("u1"));
        }
        played.check();
    }

    @Test
    void answersComeInAnyOrder() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(PLAIN);
            peer.next();
            peer.next();
            peer.send("00000002 03 c0");
            peer.send("00000001" + ANN);
        });
        try (TitanClient client = connect()) {
            CompletableFuture<User> first = users(client).findLater("u1").toCompletableFuture();
            CompletableFuture<User> second = users(client).findLater("u2").toCompletableFuture();
            assertEquals(null, second.get(60, TimeUnit.SECONDS));
            assertEquals("Ann", first.get(60, TimeUnit.SECONDS).name());
        }
        played.check();
    }

    @Test
    void anErrorKeepsItsClassAndFields() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(PLAIN);
            peer.next();
            peer.send("00000001 83" + error("QuotaError", 429, Map.of("limit", 5), "plan", "free"));
        });
        class QuotaException extends TitanException {
            QuotaException(RemoteError error) {
                super(error);
            }
        }
        try (TitanClient client = TitanClient.builder(server.uri())
                .error("QuotaError", QuotaException::new)
                .connect()) {
            Users users = users(client);
            QuotaException thrown = assertThrows(QuotaException.class, () -> users.findById("u1"));
            assertEquals(429, thrown.code());
            assertEquals("no more", thrown.getMessage());
            assertEquals(Map.of("limit", 5L), thrown.details());
            assertEquals("free", thrown.fields().get("plan"));
        }
        played.check();
    }

    @Test
    void aCallThatIsCancelledIsTakenBack() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(EXTENDED);
            peer.next();
            expect("00000002 48 01", peer);
        });
        try (TitanClient client = connect()) {
            users(client).findLater("u1").toCompletableFuture().cancel(true);
            played.check();
        }
    }

    @Test
    void aCallEndsAtItsDeadline() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(EXTENDED);
            peer.next();
            peer.send("00000001" + ANN);
            peer.next();
            expect("00000003 48 02", peer);
        });
        try (TitanClient client = connect()) {
            // The time to connect is none of the second call's.
            users(client).findById("u1");
            Users users = users(client.withTimeout(Duration.ofMillis(500)));
            CallTimeoutException e = assertThrows(CallTimeoutException.class, () -> users.findById("u1"));
            assertTrue(e.getMessage().startsWith("no result of users@1.0.0.findById within 500 ms"), e.getMessage());
            assertEquals(
                    "findById",
                    java.util.Arrays.stream(e.getStackTrace())
                            .filter(f -> f.getMethodName().equals("findById"))
                            .findFirst()
                            .orElseThrow()
                            .getMethodName());
            played.check();
        }
    }

    @Test
    void whatIsUnderWayWhenTheConnectionEndsFailsAndWhatComesNextIsConnectedAgain() throws Exception {
        server.play(peer -> {
            peer.greet(PLAIN);
            peer.next();
            peer.vanish();
        });
        server.play(peer -> {
            peer.greet(PLAIN);
            expect(FIND, peer);
            peer.send("00000001" + ANN);
        });
        try (TitanClient client = connect()) {
            Users users = users(client);
            assertThrows(TransportLostException.class, () -> users.findById("u1"));
            assertEquals("Ann", users.findById("u1").orElseThrow().name());
        }
    }

    @Test
    void aTokenIsShownBeforeAnyCall() throws Exception {
        Played played = server.play(peer -> {
            assertTrue(
                    peer.head().toLowerCase(java.util.Locale.ROOT).contains("authorization: bearer s3cret"),
                    peer.head());
            peer.greet(PLAIN);
            expect("00000001 44 92 ac" + hex("authenticate") + "81 a5" + hex("token") + "a6" + hex("s3cret"), peer);
            peer.send("00000001 04 c3");
            peer.next();
            peer.send("00000002 03 c0");
        });
        try (TitanClient client =
                TitanClient.builder(server.uri()).token("s3cret").connect()) {
            assertEquals(Optional.empty(), users(client).findById("u1"));
        }
        played.check();
    }

    @Test
    void aFieldIsReadAndWritten() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(PLAIN);
            expect("00000001 41 92" + USERS + "a8" + hex("greeting"), peer);
            peer.send("00000001 01 a26869");
            expect("00000002 42 93" + USERS + "a8" + hex("greeting") + "a2" + hex("yo"), peer);
            peer.send("00000002 02 d40000");
        });
        try (TitanClient client = connect()) {
            assertEquals("hi", users(client).greeting());
            users(client).greet("yo").toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        played.check();
    }

    private static String authenticate(String id, String token) {
        return id + " 44 92 ac" + hex("authenticate") + "81 a5" + hex("token") + "a2" + hex(token);
    }

    private static String find(String id) {
        return id + FIND.substring(8);
    }

    @Test
    void aTokenThatEndsIsRenewedBeforeTheNextCallAndOneThatWasRefusedToo() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(PLAIN);
            expect(authenticate("00000001", "t1"), peer);
            peer.send("00000001 04 81 a9" + hex("expiresIn") + "00");
            expect(authenticate("00000002", "t2"), peer);
            peer.send("00000002 04 81 a9" + hex("expiresIn") + "ce7fffffff");
            expect(find("00000003"), peer);
            peer.send("00000003" + ANN);
            expect(find("00000004"), peer);
            peer.send("00000004 83" + error("AuthError", 401, null));
            expect(authenticate("00000005", "t3"), peer);
            peer.send("00000005 84" + error("AuthError", 401, null));
            expect(authenticate("00000006", "t4"), peer);
            peer.send("00000006 04 c3");
            expect(find("00000007"), peer);
            peer.send("00000007" + ANN);
        });
        Queue<String> tokens = new ConcurrentLinkedQueue<>(List.of("t1", "t2", "t3", "t4"));
        try (TitanClient client =
                TitanClient.builder(server.uri()).token(tokens::poll).connect()) {
            Users users = users(client);
            assertTrue(users.findById("u1").isPresent());
            assertThrows(AuthException.class, () -> users.findById("u1"));
            assertThrows(AuthException.class, () -> users.findById("u1"));
            assertTrue(users.findById("u1").isPresent());
        }
        played.check();
    }

    @Test
    void aServerThatStopsIsLeftWhileWhatIsUnderWayThereGoesOn() throws Exception {
        CompletableFuture<Void> elsewhere = new CompletableFuture<>();
        Played stopping = server.play(peer -> {
            peer.greet(PLAIN);
            expect(find("00000001"), peer);
            expect(find("00000002"), peer);
            peer.send("00000002 83" + error("TransportLostError", 503, Map.of("draining", true)));
            elsewhere.get(60, TimeUnit.SECONDS);
            peer.send("00000001" + ANN);
        });
        Played next = server.play(peer -> {
            peer.greet(PLAIN);
            expect(find("00000001"), peer);
            peer.send("00000001" + ANN);
        });
        try (TitanClient client = connect()) {
            Users users = users(client);
            CompletableFuture<User> held = users.findLater("u1").toCompletableFuture();
            assertThrows(TransportLostException.class, () -> users.findById("u1"));
            assertTrue(users.findById("u1").isPresent());
            assertFalse(held.isDone());
            elsewhere.complete(null);
            assertEquals("Ann", held.get(60, TimeUnit.SECONDS).name());
        }
        stopping.check();
        next.check();
    }

    @Test
    void aPingIsAnsweredAndUnknownPacketsAreIgnored() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(PLAIN);
            peer.send("00000007 4f ffffff");
            peer.send("00000006 40 01");
            expect("00000006 00 01", peer);
        });
        TitanClient client = connect();
        played.check();
        client.close();
    }

    @Test
    void bytesThatAreNoPacketEndTheConnection() throws Exception {
        server.play(peer -> {
            peer.greet(PLAIN);
            peer.next();
            peer.send("00000001 03 c0 c0");
            assertThrows(IOException.class, peer::next);
        });
        try (TitanClient client = connect()) {
            Users users = users(client);
            assertThrows(TransportLostException.class, () -> users.findById("u1"));
        }
    }

    @Test
    void withoutAServerConnectingFailsAtOnce() throws Exception {
        URI gone = server.uri();
        server.close();
        TransportException e = assertThrows(TransportException.class, () -> TitanClient.connect(gone));
        assertTrue(e.getMessage().startsWith("no connection to " + gone), e.getMessage());
    }

    @Test
    void aClosedClientRefusesCalls() {
        server.play(peer -> peer.greet(PLAIN));
        TitanClient client = connect();
        client.close();
        Users users = users(client);
        assertThrows(TransportException.class, () -> users.findById("u1"));
    }
}
