package dev.titan.server.hygiene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.UndertowOptions;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

class RequestHygieneTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String GOOD = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private static final IoCallback CLOSE = new IoCallback() {
        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
            IoUtils.safeClose(exchange.getConnection());
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
            IoUtils.safeClose(exchange.getConnection());
        }
    };

    private static XnioWorker worker;
    private static AcceptingChannel<? extends StreamConnection> socket;

    @BeforeAll
    static void start() throws IOException {
        worker = Xnio.getInstance()
                .createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1, Options.WORKER_TASK_CORE_THREADS, 1));
        HttpOpenListener listener = new HttpOpenListener(
                new DefaultByteBufferPool(true, 1024), OptionMap.create(UndertowOptions.BUFFER_PIPELINED_DATA, true));
        listener.setRootHandler(RequestHygieneTest::handle);
        socket = worker.createStreamConnectionServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ChannelListeners.openListenerAdapter(new WatchingOpenListener(listener)),
                OptionMap.EMPTY);
        socket.resumeAccepts();
    }

    @AfterAll
    static void stop() throws IOException {
        socket.close();
        worker.shutdownNow();
    }

    /** Answers with the path and the body in angle brackets. */
    private static void handle(HttpServerExchange exchange) {
        Violation violation = RequestHygiene.check(exchange);
        if (violation != null) {
            refuse(exchange, violation.status());
            return;
        }
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, bytes) -> received.getResponseSender()
                                .send("<" + received.getRequestPath() + ":"
                                        + new String(bytes, StandardCharsets.US_ASCII) + ">"),
                        (received, e) -> refuse(received, 400));
    }

    private static void refuse(HttpServerExchange exchange, int status) {
        exchange.setStatusCode(status);
        exchange.setResponseContentLength(0);
        exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
        exchange.getResponseSender().close(CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n\tb\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',501",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',400",
        "'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551616\r\n\r\n',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551621\r\n\r\nhello',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello',400",
        "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello',400",
        "'GET / HTTP/1.1\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: a\r\nX Y: 1\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n',400",
        "'GET / HTTP/1.1\r\nHost: a\r\n: 1\r\n\r\n',400",
        "'GET / HTTP/1.1\nHost: a\n\n',400",
    })
    void refusesAndClosesAndServesNothingBehind(String request, int status) throws IOException {
        String reply = send(request + GOOD);
        assertTrue(reply.matches("(?s)HTTP/1\\.[01] " + status + " .*"), reply);
        assertEquals(1, count(reply, "HTTP/1."), reply);
    }

    @Test
    void refusesNulInAField() throws IOException {
        assertTrue(send("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n").startsWith("HTTP/1.1 400 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\nhello\r\n0\r\n\r\n",
                "0x1\r\na\r\n0\r\n\r\n",
                "10000000000000005\r\nhello\r\n0\r\n\r\n",
                "5 \r\nhello\r\n0\r\n\r\n",
                "zz\r\n",
                "0\r\nX: 1\n\r\n"
            })
    void refusesMalformedChunks(String body) throws IOException {
        String reply = send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body + GOOD);
        assertTrue(reply.startsWith("HTTP/1.1 400 "), reply);
        assertEquals(1, count(reply, "HTTP/1."), reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhello0\r\n\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "5;a\nhello\r\n0\r\n\r\n"})
    void servesNothingBehindABodyWhoseEndCannotBeTold(String body) throws IOException {
        String request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body + GOOD;
        try (Socket client = connect()) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            client.shutdownOutput();
            assertEquals("", new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void readsPipelinedRequestsOneAfterTheOther() throws IOException {
        String requests =
                "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\n\n \r\n0\r\nT: 1\r\n\r\n"
                        + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\n a\n"
                        + "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "POST /4 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n"
                        + GOOD;
        String expected = "</1:abc\n ></2:\n a\n></3:></4:></last:>";
        assertEquals(expected, bodies(send(requests)));
        assertEquals(expected, bodies(sendSlowly(requests)));
    }

    @Test
    void findsTheFoldInAPipelinedHead() throws IOException {
        String folded = "GET /2 HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n";
        for (String first : new String[] {
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n\n ",
            "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n\n \r\n0\r\n\r\n"
        }) {
            for (String reply : new String[] {send(first + folded + GOOD), sendSlowly(first + folded + GOOD)}) {
                assertTrue(reply.startsWith("HTTP/1.1 200 "), reply);
                assertEquals(1, count(reply, "HTTP/1.1 400 "), reply);
                assertEquals(2, count(reply, "HTTP/1.1 "), reply);
            }
        }
    }

    @Test
    void readsLargeChunks() throws IOException {
        String data = "0123456789abcdef".repeat(4000);
        String reply = send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(data.length()) + "\r\n" + data + "\r\n1\r\n!\r\n0\r\n\r\n" + GOOD);
        assertEquals("</:" + data + "!></last:>", bodies(reply));
    }

    private static String send(String request) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(client);
        }
    }

    /** Byte by byte, each in a packet of its own as far as that is ours to say. */
    private static String sendSlowly(String request) throws IOException {
        try (Socket client = connect()) {
            client.setTcpNoDelay(true);
            OutputStream out = client.getOutputStream();
            try {
                for (byte b : request.getBytes(StandardCharsets.ISO_8859_1)) {
                    out.write(b);
                    out.flush();
                }
            } catch (IOException e) {
                // The server has closed its side, as it should after a refusal; its answer is still there to read.
                assertTrue(client.isConnected());
            }
            return read(client);
        }
    }

    private static Socket connect() throws IOException {
        Socket client = new Socket(
                InetAddress.getLoopbackAddress(),
                socket.getLocalAddress(InetSocketAddress.class).getPort());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    /** All that arrives until the server closes, be it by a reset because of bytes it did not read. */
    private static String read(Socket client) {
        StringBuilder text = new StringBuilder();
        try {
            for (int b = client.getInputStream().read();
                    b >= 0;
                    b = client.getInputStream().read()) {
                text.append((char) b);
            }
        } catch (SocketException e) {
            return text.toString();
        } catch (IOException e) {
            throw new AssertionError("got only: " + text, e);
        }
        return text.toString();
    }

    private static String bodies(String reply) {
        StringBuilder bodies = new StringBuilder();
        for (int at = reply.indexOf('<'); at >= 0; at = reply.indexOf('<', at + 1)) {
            bodies.append(reply, at, reply.indexOf('>', at) + 1);
        }
        return bodies.toString();
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
