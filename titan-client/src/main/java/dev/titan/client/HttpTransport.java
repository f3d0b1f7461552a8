package dev.titan.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A request for each call, or one for a batch of them. */
final class HttpTransport implements Transport {
    private static final String MSGPACK = "application/msgpack";
    /** What a server takes in one batch unless it is told otherwise. */
    private static final int BATCH = 100;

    private final URI base;
    private final HttpClient http;
    private final ClientOptions options;
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean closed;

    HttpTransport(URI uri, ClientOptions options) {
        base = uri;
        this.options = options;
        http = HttpClient.newBuilder().connectTimeout(options.connectTimeout()).build();
    }

    @Override
    public void send(PendingCall<?> call) {
        exchange("/netron/invoke", List.of(call), request(call), envelope -> settle(call, envelope));
    }

    @Override
    public void sendAll(List<PendingCall<?>> calls) {
        for (int from = 0; from < calls.size(); from += BATCH) {
            sendBatch(calls.subList(from, Math.min(calls.size(), from + BATCH)));
        }
    }

    private void sendBatch(List<PendingCall<?>> calls) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", nextId());
        body.put("requests", calls.stream().map(this::request).toList());
        exchange("/netron/batch", calls, body, envelope -> settleAll(calls, envelope));
    }

    private Map<String, @Nullable Object> request(PendingCall<?> pending) {
        Call call = pending.call();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", nextId());
        body.put("service", call.service());
        switch (call.access()) {
            case CALL -> {
                body.put("method", call.method());
                body.put("input", Arrays.asList(call.arguments()));
            }
            case GET -> body.put("property", call.method());
            case SET -> {
                body.put("property", call.method());
                body.put("value", call.arguments()[0]);
            }
        }
        body.put("hints", Map.of("timeout", pending.left().toMillis()));
        return body;
    }

    private String nextId() {
        return Long.toString(ids.incrementAndGet());
    }

    private void exchange(
            String path, List<PendingCall<?>> calls, Map<String, @Nullable Object> body, EnvelopeReader reader) {
        CompletableFuture<HttpResponse<byte[]>> exchange;
        try {
            if (closed) {
                throw new TransportException("this client is closed", null);
            }
            exchange = http.sendAsync(post(path, body), BodyHandlers.ofByteArray());
        } catch (TitanException e) {
            calls.forEach(call -> call.fail(e));
            return;
        }
        // Nothing on the wire takes a call back: the server sees that its client is gone. An exchange that has ended
        // with its answer is not touched by that.
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> exchange.cancel(true));
        exchange.whenComplete((response, failure) -> {
            try {
                if (failure != null) {
                    throw failure(base, failure);
                }
                reader.read(envelope(response));
            } catch (TitanException e) {
                calls.forEach(call -> call.fail(e));
            }
        });
    }

    private HttpRequest post(String path, Map<String, @Nullable Object> body) {
        PackWriter out = new PackWriter();
        Encoder.write(out, body, "request");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("content-type", MSGPACK)
                .header("accept", MSGPACK)
                .POST(BodyPublishers.ofByteArray(out.toByteArray()));
        options.headers().forEach(request::header);
        if (options.token() != null && !options.headers().containsKey("authorization")) {
            String token = options.token().get();
            if (token != null) {
                request.header("authorization", "Bearer " + token);
            }
        }
        options.trace().ifPresent(trace -> request.header("traceparent", trace));
        return request.build();
    }

    /** What an exchange failed with: lost is what may have reached the server. */
    static TransportException failure(URI base, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean connected = cause instanceof IOException
                && !(cause instanceof ConnectException)
                && !(cause instanceof HttpConnectTimeoutException);
        return connected
                ? new TransportLostException("the connection to " + base + " ended: " + cause, cause)
                : new TransportException("no connection to " + base + ": " + cause, cause);
    }

    private Map<String, @Nullable Object> envelope(HttpResponse<byte[]> response) {
        Optional<String> type = response.headers().firstValue("content-type");
        if (type.isEmpty() || !type.get().startsWith(MSGPACK)) {
            throw options.errors()
                    .exception(new RemoteError(
                            "TransportError",
                            response.statusCode(),
                            base + " answered " + response.statusCode() + " with "
                                    + type.orElse("no content type") + " where " + MSGPACK
                                    + " was expected; is it a Titan server with services?",
                            null,
                            Map.of(),
                            null));
        }
        PackReader in = new PackReader(response.body(), 0, response.body().length);
        Map<String, @Nullable Object> envelope = Decoder.object(new Decoder(in).value());
        if (in.remaining() > 0) {
            throw PackReader.malformed(in.remaining() + " bytes behind it");
        }
        return envelope;
    }

    private void settle(PendingCall<?> call, Map<String, @Nullable Object> envelope) {
        if (Boolean.TRUE.equals(envelope.get("success"))) {
            call.succeed(envelope.get("data"));
        } else {
            call.fail(options.errors().exception(envelope.get("error")));
        }
    }

    private void settleAll(List<PendingCall<?>> calls, Map<String, @Nullable Object> envelope) {
        if (!(envelope.get("responses") instanceof List<?> responses) || responses.size() != calls.size()) {
            if (envelope.get("error") != null) {
                throw options.errors().exception(envelope.get("error"));
            }
            throw PackReader.malformed("a batch without an answer for each of its " + calls.size() + " calls");
        }
        for (int i = 0; i < calls.size(); i++) {
            settle(calls.get(i), Decoder.object(responses.get(i)));
        }
    }

    @Override
    public Flow.Publisher<@Nullable Object> stream(Call call) {
        throw new UnsupportedOperationException(call.name()
                + ": streams need a connection; connect with ws:// or wss:// instead of " + base.getScheme());
    }

    @Override
    public void close() {
        closed = true;
    }

    /** What reads the answer of one exchange. */
    private interface EnvelopeReader {
        void read(Map<String, @Nullable Object> envelope);
    }
}
