package dev.titan.client;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the services of one server. An interface stands for a service:
 *
 * <pre>{@code
 * record User(String id, String name) {}
 *
 * interface Users {
 *     Optional<User> findById(String id);
 *     CompletionStage<User> create(User user);
 *     Flow.Publisher<User> all();
 * }
 *
 * try (TitanClient client = TitanClient.connect(URI.create("ws://localhost:3000"))) {
 *     Users users = client.service("users@^1.0.0", Users.class);
 *     Optional<User> ann = users.findById("u1");
 * }
 * }</pre>
 *
 * <p>A method that returns a {@link CompletionStage} is under way when it returns, and is taken back by {@code cancel}; a {@link
 * Flow.Publisher} is a stream, one for each subscriber; any other waits for its result. Each call ends by its deadline, which the server
 * knows too. Failures are {@link TitanException}s. Callbacks run on threads that receive answers: they must not block.
 *
 * <p>Any thread may use a client, and all of a process may share one.
 */
public final class TitanClient implements AutoCloseable {
    private final Transport transport;
    private final Duration timeout;

    private TitanClient(Transport transport, Duration timeout) {
        this.transport = transport;
        this.timeout = timeout;
    }

    /**
     * A client with all settings as they come.
     *
     * @param server {@code http:} or {@code https:} for a request a call, {@code ws:} or {@code wss:} for a connection that all calls
     *     share and that streams need; that one is there when this returns
     * @throws IllegalArgumentException for another scheme
     * @throws TransportException if there is no connection within 10 seconds
     */
    public static TitanClient connect(URI server) {
        return builder(server).connect();
    }

    /** Like {@link #connect(URI)}, with settings. */
    public static Builder builder(URI server) {
        return new Builder(server);
    }

    /**
     * A service as an interface. Nothing is asked of the server until a method is called.
     *
     * @param id {@code users} (the highest stable version), {@code users@1.0.0} or a range: {@code users@^1.0.0}
     * @throws IllegalArgumentException if the type is no interface, or overloads a method
     */
    public <T> T service(String id, Class<T> type) {
        return ServiceProxy.create(id, type, timeout, new Direct());
    }

    /**
     * Calls a method without an interface.
     *
     * @return null, {@link Undefined}, Boolean, Long, Double, String, {@code byte[]}, List, Map, Set, {@link java.time.Instant}, {@link
     *     java.math.BigInteger}, {@link RegExp}, {@link RemoteError} or {@link Extension}
     */
    public CompletionStage<@Nullable Object> call(String service, String method, @Nullable Object... arguments) {
        Call call = new Call(service, Call.Access.CALL, method, arguments.clone(), timeout);
        return new Direct().send(new PendingCall<@Nullable Object>(call, Object.class));
    }

    /** Calls to be sent together. */
    public Batch batch() {
        return new Batch(transport, timeout);
    }

    /**
     * The same connection, with another time-out for each call.
     *
     * @param longest more than zero
     */
    public TitanClient withTimeout(Duration longest) {
        return new TitanClient(transport, positive("timeout", longest));
    }

    /** Ends the connection; calls under way, and all after, fail. */
    @Override
    public void close() {
        transport.close();
    }

    private static Duration positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + ": expected a duration of more than zero, not " + duration);
        }
        return duration;
    }

    /** Sends each call at once. */
    private final class Direct implements ServiceProxy.Sender {
        @Override
        public <T extends @Nullable Object> T await(PendingCall<T> call) {
            return send(call).await();
        }

        @Override
        public <T extends @Nullable Object> PendingCall<T> send(PendingCall<T> call) {
            transport.send(call);
            return call;
        }

        @Override
        public Flow.Publisher<@Nullable Object> stream(Call call) {
            return transport.stream(call);
        }
    }

    /** What a client is made of. */
    public static final class Builder {
        private final URI server;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, ErrorFactory> errors = new HashMap<>();
        private Duration timeout = Duration.ofSeconds(30);
        private Duration connectTimeout = Duration.ofSeconds(10);
        private @Nullable Supplier<@Nullable String> token;
        private boolean renewable;
        private @Nullable Supplier<@Nullable String> traceparent;

        private Builder(URI server) {
            this.server = server;
        }

        /** How long each call may take, 30 seconds by default. The server is told, and stops work whose result is of no use. */
        public Builder timeout(Duration longest) {
            timeout = positive("timeout", longest);
            return this;
        }

        /** How long an attempt to connect may take, 10 seconds by default. */
        public Builder connectTimeout(Duration longest) {
            connectTimeout = positive("connectTimeout", longest);
            return this;
        }

        /** A header of each request, or of the upgrade to WebSocket. */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Who calls, as a bearer token (RFC 6750). */
        public Builder token(String bearer) {
            token = () -> bearer;
            renewable = false;
            return this;
        }

        /**
         * The same with what gives the token, or null for none. Over HTTP it is asked before each request, on the thread that calls. Over WebSocket it is asked for each connection, before the next call once a
         * fifth of the token's time is left (10 seconds at most), and after a call was refused with an {@link AuthException}, on a thread where it may block.
         */
        public Builder token(Supplier<@Nullable String> bearer) {
            token = bearer;
            renewable = true;
            return this;
        }

        /**
         * The exception for a class of errors of one's own, under the name that the server has for it.
         *
         * @param factory usually a constructor: {@code QuotaException::new}
         */
        public Builder error(String name, ErrorFactory factory) {
            errors.put(name, factory);
            return this;
        }

        /** Asked before each call, on its thread, for the trace it belongs to (W3C Trace Context, section 3.2); null for none. */
        public Builder traceparent(Supplier<@Nullable String> current) {
            traceparent = current;
            return this;
        }

        /** Makes the client; see {@link TitanClient#connect}. */
        public TitanClient connect() {
            String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
            boolean socket = scheme.equals("ws") || scheme.equals("wss");
            if (!socket && !scheme.equals("http") && !scheme.equals("https")) {
                throw new IllegalArgumentException(
                        "the server's address begins with http:, https:, ws: or wss:, not '" + server + "'");
            }
            if (server.getHost() == null) {
                throw new IllegalArgumentException("the server's address names no host: '" + server + "'");
            }
            if (token != null && !renewable) {
                headers.putIfAbsent("authorization", "Bearer " + token.get());
            }
            ClientOptions options = new ClientOptions(
                    timeout,
                    connectTimeout,
                    Map.copyOf(headers),
                    token,
                    renewable,
                    new ErrorClasses(errors),
                    traceparent);
            String text = server.toString().replaceFirst("/+$", "");
            Transport transport = socket
                    ? SocketTransport.open(URI.create(server.getPath().length() > 1 ? text : text + "/netron"), options)
                    : new HttpTransport(URI.create(text), options);
            return new TitanClient(transport, timeout);
        }
    }
}
