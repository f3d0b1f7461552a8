package dev.titan.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContentPumpTest {
    private static final long LARGE = 64 << 20;

    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void closesTheStreamWhenTheClientGoesAway() throws Exception {
        try (LoopbackServer server = new LoopbackServer(exchange -> {
            exchange.setResponseContentLength(LARGE);
            exchange.dispatch(new ContentPump(exchange, zeros(LARGE), LARGE));
        })) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals('H', socket.getInputStream().read());
                assertEquals(1, closed.getCount());
            }
            assertTrue(closed.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void closesTheConnectionWhenTheStreamEndsTooSoon() throws IOException, InterruptedException {
        try (LoopbackServer server = new LoopbackServer(exchange -> {
            exchange.setResponseContentLength(100_000);
            exchange.dispatch(new ContentPump(exchange, zeros(50_000), 100_000));
        })) {
            Reply reply = server.get("/");
            assertEquals("100000", reply.header("content-length"));
            assertTrue(reply.body().length <= 50_000);
            assertTrue(closed.await(60, TimeUnit.SECONDS));
        }
    }

    private InputStream zeros(long length) {
        InputStream endless = new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) {
                int read = (int) Math.min(count, left);
                left -= read;
                return read == 0 ? -1 : read;
            }
        };
        return new FilterInputStream(endless) {
            @Override
            public void close() {
                closed.countDown();
            }
        };
    }
}
