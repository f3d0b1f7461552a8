package dev.titan.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.client.ScriptedServer.Peer;
import dev.titan.client.ScriptedServer.Played;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions over WebSocket, with a server that knows its lines. */
@Timeout(300)
class SocketTransportTest {
    private static final String PLAIN = "{\"type\":\"id\",\"id\":\"srv\"}";
    private static final String EXTENDED =
            "{\"type\":\"id\",\"id\":\"srv\",\"ext\":[\"cancel\",\"credit\",\"future\"]}";
    private static final String USERS =
            "ab" + Hex.of("users@1.0.0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    private static final String FIND = "00000001 43 93" + USERS + "a8" + hex("findById") + "a27531";
    private static final String ANN = "03 82 a26964 a27531 a46e616d65 a3416e6e";

    record User(String id, String name) {}

    interface Users {
        Optional<User> findById(String id);

        @Name("findById")
        CompletionStage<User> findLater(String id);

        Flow.Publisher<Integer> tick();

        @Property
        String greeting();

        @Property("greeting")
        CompletionStage<Void> greet(String value);
    }

    private ScriptedServer server;

    @BeforeEach
    void listens() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void closes() throws IOException {
        server.close();
    }

    private static String hex(String ascii) {
        return Hex.of(ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static void expect(String hex, Peer peer) throws IOException {
        assertEquals(hex.replace(" ", ""), peer.next());
    }

    /** An error as the server sends it. @param fields names and texts by turns */
    private static String error(String name, long code, @Nullable Object details, String... fields) {
        PackWriter payload = new PackWriter();
        payload.string(name);
        payload.number(code);
        payload.string("no more");
        Encoder.write(payload, details, "details");
        for (int i = 0; i < 8; i++) {
            payload.nil();
        }
        payload.u16(fields.length / 2);
        for (String field : fields) {
            payload.string(field);
        }
        PackWriter error = new PackWriter();
        error.extension(ExtensionCode.TITAN_ERROR, payload);
        return Hex.of(error.toByteArray());
    }

    private TitanClient connect() {
        return TitanClient.connect(server.uri());
    }

    private static Users users(TitanClient client) {
        return client.service("users@1.0.0", Users.class);
    }

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
    void aStreamIsReadToItsEndAndCreditIsGivenForWhatWasTaken() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(EXTENDED);
            expect("00000001 43 92" + USERS + "a4" + hex("tick"), peer);
            peer.send("00000001 03 c7 09 6b a131 01 01 a4 636c6931");
            for (int i = 0; i < 40; i++) {
                peer.send(String.format("%08x 65 %02x 00000001 %08x", i + 1, i, i));
            }
            String credit = peer.next();
            assertTrue(credit.endsWith("49920120"), credit);
            peer.send("00000030 75 c0 00000001 00000028");
        });
        try (TitanClient client = connect()) {
            assertEquals(
                    40,
                    Collected.all(users(client).tick())
                            .get(60, TimeUnit.SECONDS)
                            .size());
        }
        played.check();
    }

    @Test
    void aReaderThatCancelsClosesTheStream() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(PLAIN);
            peer.next();
            peer.send("00000001 03 c7 09 6b a131 01 01 a4 636c6931");
            peer.send("00000001 65 01 00000001 00000000");
            String close = peer.next();
            assertTrue(close.substring(8).startsWith("4782"), close);
            assertTrue(close.contains(hex("streamId") + "a131"), close);
        });
        try (TitanClient client = connect()) {
            Collected<Integer> collected = new Collected<>(1);
            users(client).tick().subscribe(collected);
            played.check();
            assertEquals(List.of(1), collected.values());
        }
    }

    @Test
    void aStreamThatFailsFailsItsReader() throws Exception {
        server.play(peer -> {
            peer.greet(PLAIN);
            peer.next();
            peer.send("00000001 03 c7 09 6b a131 01 01 a4 636c6931");
            peer.send("00000002 46 82 a8" + hex("streamId") + "a131 a7" + hex("message") + "a4" + hex("over"));
        });
        try (TitanClient client = connect()) {
            CompletionException e = assertThrows(
                    CompletionException.class,
                    () -> Collected.all(users(client).tick())
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join());
            assertEquals(
                    "over",
                    assertInstanceOf(NetronException.class, e.getCause()).getMessage());
        }
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
            expect("00000002 48 01", peer);
        });
        try (TitanClient client = connect()) {
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

    /** Takes what a publisher gives, all or so many. */
    private static final class Collected<T> extends CompletableFuture<List<T>> implements Flow.Subscriber<T> {
        private final List<T> values = new ArrayList<>();
        private final int most;
        private Flow.Subscription subscription;

        Collected(int most) {
            this.most = most;
        }

        static <T> CompletableFuture<List<T>> all(Flow.Publisher<T> publisher) {
            Collected<T> collected = new Collected<>(Integer.MAX_VALUE);
            publisher.subscribe(collected);
            return collected;
        }

        List<T> values() {
            return values;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(most);
        }

        @Override
        public void onNext(T value) {
            values.add(value);
            if (values.size() == most) {
                subscription.cancel();
            }
        }

        @Override
        public void onError(Throwable failure) {
            completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            complete(values);
        }
    }
}
