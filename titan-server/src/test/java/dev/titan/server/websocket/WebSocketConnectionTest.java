package dev.titan.server.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketConnectionTest {
    private static final WebSocketSettings SETTINGS = new WebSocketSettings(1 << 16, 1 << 20, 60_000, 120_000);
    private static final WebSocketSettings IMPATIENT = new WebSocketSettings(1 << 16, 1 << 20, 60, 400);
    private static final String IMPATIENT_PATH = "/impatient";

    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final CompletableFuture<WebSocketConnection> connected = new CompletableFuture<>();
    private Undertow server;
    private int port;

    @BeforeEach
    void startServer() {
        server = Undertow.builder()
                .setIoThreads(1)
                .addHttpListener(
                        0,
                        "127.0.0.1",
                        exchange -> WebSocketHandshake.accept(
                                exchange,
                                null,
                                List.of("X-Further", "yes"),
                                exchange.getRequestPath().equals(IMPATIENT_PATH) ? IMPATIENT : SETTINGS,
                                this::echo))
                .build();
        server.start();
        port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    private WebSocketListener echo(WebSocketConnection connection) {
        connected.complete(connection);
        return new WebSocketListener() {
            @Override
            public void text(String message) {
                connection.sendText(message);
            }

            @Override
            public void binary(byte[] message) {
                connection.sendBinary(message);
            }

            @Override
            public void closed(int code, String reason) {
                closed.complete(code + " " + reason);
            }
        };
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    private String awaitClosed() throws Exception {
        return closed.get(60, TimeUnit.SECONDS);
    }

    @Test
    void shakesHandsAsTheExampleOfTheStandard() throws Exception {
        try (RawWebSocket client = new RawWebSocket(port)) {
            String answer = client.handshake("/", "");
            assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
            assertTrue(answer.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), answer);
            assertTrue(answer.contains("X-Further: yes\r\n"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536})
    void echoesMessagesOfAnyLength(int length) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            String text = "x".repeat(length);
            assertEquals(text, client.text(text).message());
            byte[] bytes = new byte[length];
            assertArrayEquals(bytes, client.binary(bytes).next().payload());
        }
    }

    @Test
    void joinsFragmentsBetweenWhichControlFramesCome() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
            client.frame(RawWebSocket.TEXT, new byte[] {euro[0]});
            client.frame(0x80 | RawWebSocket.PING, "p".getBytes(StandardCharsets.UTF_8));
            client.frame(RawWebSocket.CONTINUATION, new byte[] {euro[1]});
            client.frame(0x80, new byte[] {euro[2]});
            RawWebSocket.Frame pong = client.next();
            assertEquals(RawWebSocket.PONG, pong.opcode());
            assertEquals("p", pong.text());
            assertEquals("€", client.message());
        }
    }

    @Test
    void closesOnTextThatIsNoUtf8() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            client.frame(0x81, new byte[] {(byte) 0xce, (byte) 0xba, (byte) 0xed, (byte) 0xa0, (byte) 0x80});
            assertEquals(1007, client.awaitClose());
            client.awaitEnd();
        }
        assertTrue(awaitClosed().startsWith("1007"), awaitClosed());
    }

    @ParameterizedTest
    @CsvSource({"131, 1002", "193, 1002", "139, 1002", "128, 1002", "9, 1002"})
    void closesOnFramesThatBreakTheProtocol(int first, int code) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            client.frame(first, new byte[] {1});
            assertEquals(code, client.awaitClose());
            client.awaitEnd();
        }
        assertTrue(awaitClosed().startsWith(code + ""), awaitClosed());
    }

    @Test
    void closesOnAMessageThatIsTooLong() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            client.text("x".repeat(SETTINGS.messageBytes() + 1));
            assertEquals(1009, client.awaitClose());
            client.awaitEnd();
        }
        assertTrue(awaitClosed().startsWith("1009"), awaitClosed());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void answersACloseFrameWithItsCode(int code) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            assertEquals(code, client.close(code, "bye").awaitClose());
            client.awaitEnd();
        }
        assertEquals(code + " bye", awaitClosed());
    }

    @Test
    void takesACloseFrameWithoutACode() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            client.frame(0x88, new byte[0]);
            client.awaitClose();
            client.awaitEnd();
        }
        assertEquals("1005 ", awaitClosed());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 2000})
    void refusesCodesThatMayNotBeSent(int code) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            assertEquals(1002, client.close(code, "").awaitClose());
        }
    }

    @Test
    void tellsWhenAClientVanishes() throws Exception {
        RawWebSocket client = RawWebSocket.open(port, "/");
        assertEquals("a", client.text("a").message());
        client.reset();
        assertEquals("1006 ", awaitClosed());
    }

    @Test
    void tellsWhenAClientEndsWithoutACloseFrame() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            assertEquals("a", client.text("a").message());
        }
        assertEquals("1006 ", awaitClosed());
    }

    @Test
    void closesAClientThatDoesNothingButPing() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            // One at a time: what came after the last would have the connection reset, and its close frame lost.
            int pongs = 0;
            RawWebSocket.Frame answer = ping(client);
            for (; answer.opcode() == RawWebSocket.PONG && pongs < 600; answer = ping(client)) {
                pongs++;
            }
            assertEquals(1008, answer.code());
            assertTrue(pongs >= 300, "after " + pongs);
        }
    }

    private static RawWebSocket.Frame ping(RawWebSocket client) throws IOException {
        return client.frame(0x80 | RawWebSocket.PING, new byte[0]).next();
    }

    @Test
    void givesUpAClientThatAnswersNoPing() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, IMPATIENT_PATH)) {
            assertEquals(RawWebSocket.PING, client.next().opcode());
            assertEquals(1001, client.awaitClose());
            client.awaitEnd();
        }
    }

    @Test
    void closesASlowClientInsteadOfHoldingAllThatIsSent() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            WebSocketConnection connection = connected.get(60, TimeUnit.SECONDS);
            byte[] large = new byte[1 << 20];
            int sent = 0;
            while (connection.sendBinary(large)) {
                sent++;
                assertTrue(sent < 1_000, "the buffer has no bound");
            }
            client.text("still here");
        }
        awaitClosed();
    }

    @Test
    void sendsInTheOrderGivenAndClosesBehind() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            WebSocketConnection connection = connected.get(60, TimeUnit.SECONDS);
            for (int i = 0; i < 1_000; i++) {
                connection.sendText("m" + i);
            }
            connection.close(4321, "done");
            for (int i = 0; i < 1_000; i++) {
                assertEquals("m" + i, client.message());
            }
            assertEquals(4321, client.next().code());
            client.close(4321, "done");
            client.awaitEnd();
        }
        assertEquals("4321 done", awaitClosed());
        assertEquals(0, connected.join().buffered());
    }
}
