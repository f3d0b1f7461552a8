package dev.titan.server.development;

import dev.titan.model.ErrorCode;
import dev.titan.model.Json;
import dev.titan.runtime.Answer;
import dev.titan.server.endpoint.Answers;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventConnection.EventCallback;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /__titan/events}: what happens in the server, as server-sent events (HTML standard, 9.2) for the pages of development mode. The query
 * {@code topics} names those that a client wants, separated by commas; without it they get all. Each event has its topic as type, a JSON object as data, and an
 * id that is larger the later it is, with a part of its own for each start of the server.
 *
 * <p>No thread waits for a client. One that takes its events too slowly is cut off; browsers then come again. Safe for use by many threads.
 */
public final class EventBroadcast implements DevelopmentResource {
    private static final int MAX_CLIENTS = 100;
    private static final int MAX_PENDING = 1_000;
    private static final long KEEP_ALIVE_MILLIS = 15_000;
    private static final long RETRY_MILLIS = 500;

    private final String start = Long.toString(System.currentTimeMillis(), 36);
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final Map<String, Event> states = new LinkedHashMap<>();
    private long count;
    private boolean closed;

    private record Event(String topic, String id, String data) {}

    /** Tells all who listen now. Costs next to nothing when nobody does. */
    public void publish(String topic, Map<String, ? extends @Nullable Object> data) {
        if (!clients.isEmpty()) {
            synchronized (this) {
                send(event(topic, data));
            }
        }
    }

    /** Tells all who listen now, and those who come later at their start: for topics that tell how things stand, of which only the last word counts. */
    public synchronized void state(String topic, Map<String, ? extends @Nullable Object> data) {
        Event event = event(topic, data);
        states.put(topic, event);
        send(event);
    }

    /** The id of a topic's last {@link #state}, or an empty text. */
    synchronized String stateId(String topic) {
        Event event = states.get(topic);
        return event == null ? "" : event.id();
    }

    /** Whether anybody listens. */
    boolean heard() {
        return !clients.isEmpty();
    }

    /** Ends all streams; those who come later get an empty one. */
    synchronized void close() {
        closed = true;
        clients.forEach(Client::close);
    }

    private Event event(String topic, Map<String, ? extends @Nullable Object> data) {
        return new Event(topic, start + "-" + ++count, Json.write(data));
    }

    private void send(Event event) {
        clients.forEach(client -> client.send(event));
    }

    @Override
    public void answer(HttpServerExchange exchange, String requestId, Answers answers) {
        if (clients.size() >= MAX_CLIENTS) {
            answers.answer(
                    exchange,
                    requestId,
                    Answer.Failure.of(ErrorCode.OVERLOADED, MAX_CLIENTS + " clients listen already"));
            return;
        }
        List<String> headers = PrivateAnswer.headers();
        for (int i = 0; i < headers.size(); i += 2) {
            exchange.getResponseHeaders().put(new HttpString(headers.get(i)), headers.get(i + 1));
        }
        // Undertow's server-sent events write a body, which an answer to HEAD has not.
        if (exchange.getRequestMethod().toString().equals("HEAD")) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream; charset=UTF-8");
            exchange.endExchange();
            return;
        }
        Set<String> topics = topics(exchange);
        try {
            new ServerSentEventHandler((connection, lastId) -> connected(connection, topics, exchange))
                    .handleRequest(exchange);
        } catch (Exception e) {
            throw new IllegalStateException("the stream of events cannot begin", e);
        }
    }

    private static Set<String> topics(HttpServerExchange exchange) {
        Deque<String> given = exchange.getQueryParameters().get("topics");
        return given == null
                ? Set.of()
                : given.stream()
                        .flatMap(names -> Arrays.stream(names.split(",")))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private synchronized void connected(
            ServerSentEventConnection connection, Set<String> topics, HttpServerExchange exchange) {
        Client client = new Client(connection, exchange, topics);
        connection.addCloseTask(closed -> clients.remove(client));
        connection.setKeepAliveTime(KEEP_ALIVE_MILLIS);
        connection.sendRetry(RETRY_MILLIS);
        if (closed) {
            client.close();
            return;
        }
        clients.add(client);
        new ArrayList<>(states.values()).forEach(client::send);
    }

    /** One who listens. */
    private final class Client implements EventCallback {
        private final ServerSentEventConnection connection;
        private final HttpServerExchange exchange;
        private final Set<String> topics;
        private final AtomicInteger pending = new AtomicInteger();

        Client(ServerSentEventConnection connection, HttpServerExchange exchange, Set<String> topics) {
            this.connection = connection;
            this.exchange = exchange;
            this.topics = topics;
        }

        void send(Event event) {
            if (!topics.isEmpty() && !topics.contains(event.topic())) {
                return;
            }
            if (pending.incrementAndGet() > MAX_PENDING) {
                close();
            } else {
                connection.send(event.data(), event.topic(), event.id(), this);
            }
        }

        /** On the I/O thread, which alone may touch the channel. */
        void close() {
            clients.remove(this);
            exchange.getIoThread().execute(() -> {
                try {
                    connection.close();
                } catch (IOException e) {
                    exchange.setPersistent(false);
                    exchange.endExchange();
                }
            });
        }

        @Override
        public void done(
                ServerSentEventConnection connection,
                @Nullable String data,
                @Nullable String event,
                @Nullable String id) {
            pending.decrementAndGet();
        }

        @Override
        public void failed(
                ServerSentEventConnection connection,
                @Nullable String data,
                @Nullable String event,
                @Nullable String id,
                IOException e) {
            clients.remove(this);
        }
    }
}
