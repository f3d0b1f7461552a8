package dev.titan.server.content;

import dev.titan.server.content.ContentCache.Key;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with a file: validators, conditions, one range, compression. Safe for use by any thread. */
final class FileSender {
    private static final Logger LOG = LoggerFactory.getLogger(FileSender.class);
    private static final HttpString NOSNIFF = new HttpString("X-Content-Type-Options");
    private static final int CACHED_FILE = 1 << 20;
    private static final long CACHE = 32 << 20;

    private final ContentCache cache = new ContentCache(CACHE);
    private final boolean compress;
    private final ObjIntConsumer<HttpServerExchange> problem;

    /**
     * Sends files.
     *
     * @param compress whether text is compressed for clients that take it
     * @param problem answers with a problem of this status
     */
    FileSender(boolean compress, ObjIntConsumer<HttpServerExchange> problem) {
        this.compress = compress;
        this.problem = problem;
    }

    /**
     * Answers. Status and headers that are set already stay; conditions and ranges count only for status 200.
     *
     * @param path of the file, to tell it from others
     */
    void send(HttpServerExchange exchange, StaticFile file, String path) {
        HeaderMap response = exchange.getResponseHeaders();
        putAbsent(response, Headers.CONTENT_TYPE, MediaTypes.ofName(file.name()));
        boolean plain = exchange.getStatusCode() == 200 && !response.contains(Headers.CONTENT_ENCODING);
        boolean eligible = compress
                && file.size() >= Compression.THRESHOLD
                && file.size() <= CACHED_FILE
                && Compression.isEligible(exchange);
        if (eligible) {
            Vary.add(response, "Accept-Encoding");
        }
        if (!plain || describe(exchange, file)) {
            sendWhole(exchange, file, path, eligible && AcceptEncoding.prefersGzip(exchange.getRequestHeaders()));
        }
    }

    /** Sets the headers that tell of the file; answers, and returns false, if it is not to be sent as a whole. */
    private boolean describe(HttpServerExchange exchange, StaticFile file) {
        HeaderMap request = exchange.getRequestHeaders();
        HeaderMap response = exchange.getResponseHeaders();
        putAbsent(response, Headers.CACHE_CONTROL, CacheLifetime.ofName(file.name()));
        putAbsent(response, NOSNIFF, "nosniff");
        response.put(Headers.ACCEPT_RANGES, "bytes");
        response.put(Headers.ETAG, file.etag());
        if (file.modifiedMillis() >= 0) {
            response.put(Headers.LAST_MODIFIED, DateUtils.toDateString(new Date(file.modifiedMillis())));
        }
        if (!isGet(exchange) && !isHead(exchange)) {
            return true;
        }
        Preconditions conditions = new Preconditions(file.etag(), file.modifiedMillis());
        switch (conditions.evaluate(request)) {
            case NOT_MODIFIED -> {
                response.remove(Headers.CONTENT_TYPE);
                exchange.setStatusCode(304).endExchange();
                return false;
            }
            case FAILED -> {
                refuse(exchange, 412);
                return false;
            }
            case PROCEED -> {}
        }
        String range = request.getFirst(Headers.RANGE);
        boolean applies = range != null && isGet(exchange) && conditions.rangeApplies(request);
        ByteRange bytes = applies ? ByteRange.parse(range, file.size()) : null;
        if (bytes == null) {
            return true;
        }
        if (bytes.equals(ByteRange.UNSATISFIABLE)) {
            response.put(Headers.CONTENT_RANGE, "bytes */" + file.size());
            refuse(exchange, 416);
            return false;
        }
        response.put(Headers.CONTENT_RANGE, "bytes " + bytes.from() + "-" + bytes.to() + "/" + file.size());
        exchange.setStatusCode(206);
        stream(exchange, file, bytes.from(), bytes.length());
        return false;
    }

    private void sendWhole(HttpServerExchange exchange, StaticFile file, String path, boolean gzip) {
        if (file.size() > CACHED_FILE) {
            stream(exchange, file, 0, file.size());
            return;
        }
        if (gzip) {
            Compression.mark(exchange.getResponseHeaders());
        }
        Key key = new Key(path, file.etag(), gzip);
        byte[] cached = cache.get(key);
        if (cached != null) {
            exchange.getResponseSender().send(ByteBuffer.wrap(cached));
            return;
        }
        exchange.dispatch(() -> {
            try {
                byte[] read = read(file);
                byte[] bytes = gzip ? Gzip.compress(read) : read;
                cache.put(key, bytes);
                exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                fail(exchange, file, e);
            }
        });
    }

    private static byte[] read(StaticFile file) throws IOException {
        try (InputStream in = file.content().open(0)) {
            byte[] bytes = in.readNBytes((int) file.size());
            if (bytes.length < file.size()) {
                throw new EOFException("the file is shorter than when it was looked up");
            }
            return bytes;
        }
    }

    private void stream(HttpServerExchange exchange, StaticFile file, long from, long length) {
        exchange.setResponseContentLength(length);
        if (length == 0 || isHead(exchange)) {
            exchange.endExchange();
            return;
        }
        exchange.dispatch(() -> {
            try {
                new ContentPump(exchange, file.content().open(from), length).run();
            } catch (IOException e) {
                fail(exchange, file, e);
            }
        });
    }

    private void fail(HttpServerExchange exchange, StaticFile file, IOException e) {
        LOG.warn("cannot read the file {}", file.name(), e);
        exchange.getResponseHeaders().remove(Headers.CONTENT_LENGTH);
        exchange.getResponseHeaders().remove(Headers.CONTENT_RANGE);
        exchange.getResponseHeaders().remove(Headers.CONTENT_ENCODING);
        refuse(exchange, 500);
    }

    /** What the headers said of the file is not true of a problem. */
    private void refuse(HttpServerExchange exchange, int status) {
        HeaderMap response = exchange.getResponseHeaders();
        response.remove(Headers.CONTENT_TYPE);
        response.remove(Headers.CACHE_CONTROL);
        response.remove(Headers.ETAG);
        response.remove(Headers.LAST_MODIFIED);
        exchange.setStatusCode(status);
        problem.accept(exchange, status);
    }

    private static boolean isGet(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.GET);
    }

    private static boolean isHead(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.HEAD);
    }

    private static void putAbsent(HeaderMap headers, HttpString name, String value) {
        if (!headers.contains(name)) {
            headers.put(name, value);
        }
    }
}
