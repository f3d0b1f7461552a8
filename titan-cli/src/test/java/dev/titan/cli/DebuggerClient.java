package dev.titan.cli;

import dev.titan.model.Json;
import dev.titan.model.PlainJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A debugger: a client of the Chrome DevTools Protocol over a WebSocket. */
final class DebuggerClient implements AutoCloseable, WebSocket.Listener {
    private static final int SECONDS = 180;

    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<?, ?>>> asked = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Event> incoming = new LinkedBlockingQueue<>();
    private final List<Event> events = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    /** Completes with the first pause. */
    final CompletableFuture<Void> paused = new CompletableFuture<>();

    record Event(String method, Map<?, ?> params) {}

    /** A response that is an error. */
    static final class ProtocolError extends Exception {
        private static final long serialVersionUID = 1;

        ProtocolError(String message) {
            super(message);
        }
    }

    DebuggerClient(String url) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(url), this)
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            Map<?, ?> message = (Map<?, ?>) PlainJson.parse(text.toString());
            text.setLength(0);
            if (message.get("id") instanceof Integer id) {
                CompletableFuture<Map<?, ?>> waiting = asked.remove(id);
                if (waiting != null) {
                    waiting.complete(message);
                }
            } else {
                incoming.add(new Event((String) message.get("method"), (Map<?, ?>) message.get("params")));
                if ("Debugger.paused".equals(message.get("method"))) {
                    paused.complete(null);
                }
            }
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }

    /** Asks and waits for the result. */
    Map<?, ?> ask(String method, Map<String, ?> params) throws Exception {
        Map<?, ?> answer = start(method, params).get(SECONDS, TimeUnit.SECONDS);
        if (answer.get("error") instanceof Map<?, ?> error) {
            throw new ProtocolError(method + ": " + error.get("message"));
        }
        return (Map<?, ?>) answer.get("result");
    }

    Map<?, ?> ask(String method) throws Exception {
        return ask(method, Map.of());
    }

    CompletableFuture<Map<?, ?>> start(String method, Map<String, ?> params) {
        int id = ids.incrementAndGet();
        CompletableFuture<Map<?, ?>> answer = new CompletableFuture<>();
        asked.put(id, answer);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("id", id);
        request.put("method", method);
        request.put("params", params);
        socket.sendText(Json.write(request), true).join();
        return answer;
    }

    /** The next event of a kind that fits, which may have come already; it is not given twice. */
    Map<?, ?> await(String method, Predicate<Map<?, ?>> fits) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            for (Event event : events) {
                if (event.method().equals(method) && fits.test(event.params())) {
                    events.remove(event);
                    return event.params();
                }
            }
            Event next = incoming.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("no " + method + " among "
                        + events.stream().map(Event::method).toList());
            }
            events.add(next);
        }
    }

    Map<?, ?> await(String method) throws InterruptedException {
        return await(method, params -> true);
    }

    /** All events of a kind that have come so far. */
    List<Map<?, ?>> seen(String method) {
        incoming.drainTo(events);
        List<Map<?, ?>> all = new ArrayList<>();
        events.removeIf(event -> event.method().equals(method) && all.add(event.params()));
        return all;
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            // The server may have closed it in this moment.
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .exceptionally(e -> socket)
                    .join();
        }
    }

    /** Ends the connection without a word, as a debugger that crashes. */
    void abort() {
        socket.abort();
    }
}
