package dev.titan.server;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each request when its answer has been sent, under the name {@code access}: client, method, path without query, status, bytes of the body,
 * milliseconds, request id. A query may hold what no log should.
 *
 * <p>Lines are written by a thread of its own, so that a slow log holds up no request; when it falls behind by more than {@link #CAPACITY} lines,
 * the rest is counted instead.
 */
final class AccessLog implements HttpHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final int CAPACITY = 8192;
    private static final long CLOSE_MILLIS = 1_000;
    private static final double NANOS_PER_MS = 1e6;
    private static final Entry END = new Entry("", "", "", 0, 0, 0, "");

    private final HttpHandler next;
    private final TrustedProxies proxies;
    private final BlockingQueue<Entry> entries = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer = new Thread(this::write, "titan-access-log");

    private record Entry(
            String ip, String method, String path, int status, long bytes, double millis, String requestId) {}

    /** Logs what another handler answers, from now on. */
    AccessLog(TrustedProxies proxies, HttpHandler next) {
        this.proxies = proxies;
        this.next = next;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        long start = System.nanoTime();
        exchange.addExchangeCompleteListener((done, following) -> {
            if (!entries.offer(entry(done, System.nanoTime() - start))) {
                dropped.incrementAndGet();
            }
            following.proceed();
        });
        next.handleRequest(exchange);
    }

    private Entry entry(HttpServerExchange exchange, long nanos) {
        String id = exchange.getResponseHeaders().getFirst(REQUEST_ID);
        return new Entry(
                proxies.client(RequestContext.peer(exchange), "", "", exchange.getRequestHeaders())
                        .ip(),
                visible(exchange.getRequestMethod().toString()),
                visible(exchange.getRequestURI()),
                exchange.getStatusCode(),
                exchange.getResponseBytesSent(),
                Math.round(nanos / NANOS_PER_MS * 1000) / 1000.0,
                id == null ? "" : id);
    }

    /** The text with everything percent-encoded that could end a line or a field of one. */
    static String visible(String text) {
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c > ' ' && c < 127 && c != '"' && c != '\\';
            if (!plain && changed == null) {
                changed = new StringBuilder(text.substring(0, i));
            }
            if (changed != null) {
                changed.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
            }
        }
        return changed == null ? text : changed.toString();
    }

    private void write() {
        try {
            for (Entry entry = entries.take(); entry != END; entry = entries.take()) {
                write(entry);
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    LOG.warn("{} requests were not logged: the log is too slow for them", lost);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Entry entry) {
        LOG.atInfo()
                .addKeyValue("ip", entry.ip)
                .addKeyValue("method", entry.method)
                .addKeyValue("path", entry.path)
                .addKeyValue("status", entry.status)
                .addKeyValue("bytes", entry.bytes)
                .addKeyValue("ms", entry.millis)
                .addKeyValue("requestId", entry.requestId)
                .log("request");
    }

    /** Writes what is left, for a second at most. */
    @Override
    public void close() {
        try {
            if (entries.offer(END, CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                writer.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
