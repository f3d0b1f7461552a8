package dev.titan.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls over HTTP, with a server that keeps what it is asked and answers as a test says. */
@Timeout(300)
class HttpTransportTest {
    interface Maths {
        int add(int a, int b);

        @Name("add")
        CompletionStage<Integer> addLater(int a, int b);

        void nothing();

        Flow.Publisher<Integer> stream();

        default int twice(int a) {
            return add(a, a);
        }
    }

    interface Overloaded {
        int add(int a);

        int add(int a, int b);
    }

    private final CompletableFuture<Map<String, Object>> asked = new CompletableFuture<>();
    private final CompletableFuture<HttpExchange> hanging = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile Object answer;
    private volatile String type = "application/msgpack";
    private volatile String authorization;

    @BeforeEach
    void listens() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/netron/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void closes() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        authorization = exchange.getRequestHeaders().getFirst("authorization");
        Map<String, Object> request = Decoder.object(Hex.decoded(body));
        request.put("path", exchange.getRequestURI().getPath());
        asked.complete(request);
        if (answer == null) {
            hanging.complete(exchange);
            return;
        }
        byte[] bytes = Hex.bytes(Hex.encoded(answer));
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private Maths maths() {
        return TitanClient.connect(uri()).service("maths@^1.0.0", Maths.class);
    }

    private static Map<String, Object> success(Object data) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("id", "1");
        envelope.put("success", true);
        if (data != null) {
            envelope.put("data", data);
        }
        return envelope;
    }

    private static Map<String, Object> failure(Map<String, Object> error) {
        return Map.of("id", "1", "success", false, "error", error);
    }

    @Test
    void aCallIsARequest() throws Exception {
        answer = success(5);
        assertEquals(5, maths().add(2, 3));
        Map<String, Object> request = asked.get();
        assertEquals("/netron/invoke", request.get("path"));
        assertEquals("maths@^1.0.0", request.get("service"));
        assertEquals("add", request.get("method"));
        assertEquals(List.of(2L, 3L), request.get("input"));
        long timeout = (Long) Decoder.object(request.get("hints")).get("timeout");
        assertTrue(timeout > 20_000 && timeout <= 30_000, "timeout " + timeout);
    }

    @Test
    void aMethodWithABodyIsCalledAsItIsAndOneWithoutResultGivesNone() {
        answer = success(4);
        assertEquals(4, maths().twice(2));
        answer = success(null);
        maths().nothing();
    }

    @Test
    void anErrorHasItsClass() {
        Map<String, Object> field = Map.of("path", "0", "message", "expected a number");
        answer = failure(Map.of(
                "code",
                "422",
                "name",
                "ValidationError",
                "message",
                "bad",
                "details",
                Map.of("fields", List.of(field))));
        ValidationException e = assertThrows(ValidationException.class, () -> maths().add(1, 2));
        assertEquals(422, e.code());
        assertEquals(List.of(new ValidationException.Field("0", "expected a number", null)), e.invalidFields());
        answer = failure(Map.of("code", "404", "name", "ServiceNotFoundError", "message", "Service not found"));
        assertThrows(ServiceNotFoundException.class, () -> maths().add(1, 2));
        answer = failure(Map.of("code", "418", "name", "TeapotError", "message", "short and stout"));
        TitanException unknown = assertThrows(TitanException.class, () -> maths().add(1, 2));
        assertEquals("TeapotError", unknown.name());
        assertEquals(418, unknown.code());
    }

    @Test
    void aResultOfAnotherTypeIsRefused() {
        answer = success("five");
        SerializationException e = assertThrows(SerializationException.class, () -> maths().add(2, 3));
        assertEquals("result of maths@^1.0.0.add: expected int, got five", e.getMessage());
    }

    @Test
    void aBatchIsOneRequestWithAnOutcomeForEach() throws Exception {
        Map<String, Object> refused = failure(Map.of("code", "429", "name", "RateLimitError", "message", "too many"));
        answer = Map.of("id", "1", "responses", List.of(success(3), refused));
        try (TitanClient client = TitanClient.connect(uri())) {
            Batch batch = client.batch();
            Maths maths = batch.service("maths", Maths.class);
            CompletableFuture<Integer> first = maths.addLater(1, 2).toCompletableFuture();
            CompletableFuture<Integer> second = maths.addLater(3, 4).toCompletableFuture();
            assertThrows(IllegalStateException.class, () -> maths.add(1, 2));
            batch.send().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertEquals(3, first.join());
            CompletionException e = assertThrows(CompletionException.class, second::join);
            assertInstanceOf(RateLimitException.class, e.getCause());
            assertThrows(IllegalStateException.class, batch::send);
        }
        Map<String, Object> request = asked.get();
        assertEquals("/netron/batch", request.get("path"));
        assertEquals(2, ((List<?>) request.get("requests")).size());
    }

    @Test
    void aBatchThatNobodyWaitsForEndsItsRequest() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TitanClient client = TitanClient.builder(URI.create("http://127.0.0.1:" + listening.getLocalPort()))
                        .timeout(Duration.ofMinutes(10))
                        .connect()) {
            Batch batch = client.batch();
            CompletionStage<Integer> first = batch.service("maths", Maths.class).addLater(1, 2);
            CompletionStage<Integer> second =
                    batch.service("maths", Maths.class).addLater(3, 4);
            CompletionStage<Void> all = batch.send();
            try (Socket accepted = listening.accept()) {
                InputStream in = accepted.getInputStream();
                assertTrue(in.read() >= 0);
                first.toCompletableFuture().cancel(true);
                assertFalse(all.toCompletableFuture().isDone());
                second.toCompletableFuture().cancel(true);
                all.toCompletableFuture().get(60, TimeUnit.SECONDS);
                accepted.setSoTimeout(60_000);
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    @Test
    void aBatchWhoseTimeIsOverEndsItsRequest() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TitanClient client = TitanClient.builder(URI.create("http://127.0.0.1:" + listening.getLocalPort()))
                        .timeout(Duration.ofMillis(500))
                        .connect()) {
            Batch batch = client.batch();
            CompletionStage<Integer> only = batch.service("maths", Maths.class).addLater(1, 2);
            CompletionStage<Integer> other = batch.service("maths", Maths.class).addLater(1, 2);
            batch.send();
            try (Socket accepted = listening.accept()) {
                accepted.setSoTimeout(60_000);
                accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
            assertTrue(only.toCompletableFuture().isDone()
                    && other.toCompletableFuture().isDone());
        }
    }

    @Test
    void aCallEndsAtItsDeadline() {
        try (TitanClient client =
                TitanClient.builder(uri()).timeout(Duration.ofMillis(50)).connect()) {
            assertThrows(
                    CallTimeoutException.class,
                    () -> client.service("maths", Maths.class).add(1, 2));
        }
    }

    @Test
    void aThreadThatIsInterruptedStopsWaiting() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Maths maths = maths();
        Thread thread = new Thread(() -> {
            try {
                maths.add(1, 2);
            } catch (RuntimeException e) {
                thrown.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag lost", e));
            }
        });
        thread.start();
        hanging.get(60, TimeUnit.SECONDS);
        thread.interrupt();
        assertInstanceOf(java.util.concurrent.CancellationException.class, thrown.get(60, TimeUnit.SECONDS));
    }

    @Test
    void aTokenIsABearerToken() {
        answer = success(5);
        try (TitanClient client = TitanClient.builder(uri()).token("s3cret").connect()) {
            client.service("maths", Maths.class).add(2, 3);
        }
        assertEquals("Bearer s3cret", authorization);
    }

    @Test
    void anotherServerIsToldSo() {
        answer = "hello";
        type = "text/html";
        TitanException e = assertThrows(TitanException.class, () -> maths().add(1, 2));
        assertTrue(e.getMessage().endsWith("is it a Titan server with services?"), e.getMessage());
    }

    @Test
    void whatAServiceCannotTellApartIsRefused() {
        try (TitanClient client = TitanClient.connect(uri())) {
            assertThrows(IllegalArgumentException.class, () -> client.service("maths", Overloaded.class));
            assertThrows(IllegalArgumentException.class, () -> client.service("maths", String.class));
        }
        assertThrows(IllegalArgumentException.class, () -> TitanClient.connect(URI.create("ftp://localhost")));
    }

    @Test
    void onlyWhatMayHaveReachedTheServerIsLost() {
        URI uri = URI.create("http://127.0.0.1:3000");

        assertEquals(
                TransportLostException.class,
                HttpTransport.failure(uri, new IOException("reset")).getClass());
        assertEquals(
                TransportLostException.class,
                HttpTransport.failure(uri, new CompletionException(new IOException("reset")))
                        .getClass());
        assertEquals(
                TransportException.class,
                HttpTransport.failure(uri, new ConnectException()).getClass());
        assertEquals(
                TransportException.class,
                HttpTransport.failure(uri, new HttpConnectTimeoutException("HTTP connect timed out"))
                        .getClass());
    }

    @Test
    void aStreamWantsAConnection() {
        UnsupportedOperationException e = assertThrows(UnsupportedOperationException.class, () -> maths().stream());
        assertTrue(e.getMessage().contains("ws://"), e.getMessage());
    }
}
