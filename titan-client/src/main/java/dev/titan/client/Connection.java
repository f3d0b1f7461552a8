package dev.titan.client;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a server, from its opening to its end. Messages are read one after another on a thread of the JDK's client, which
 * also runs what waits for answers; any thread may send.
 */
final class Connection implements WebSocket.Listener {
    /** RFC 6455, section 7.4.1. */
    private static final int NORMAL = 1000;

    private static final int PROTOCOL_ERROR = 1002;
    private static final long LAST_ID = 0xffff_ffffL;

    private final String server;
    private final ClientOptions options;
    private final CompletableFuture<Connection> ready = new CompletableFuture<>();
    private final Map<Long, Reply> replies = new ConcurrentHashMap<>();
    private final OpenStreams streams;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private volatile @Nullable WebSocket socket;
    private volatile @Nullable SendQueue queue;
    private volatile Set<String> extensions = Set.of();
    private volatile @Nullable Runnable onEnd;
    private final ShownToken token;
    private volatile boolean leaving;
    private boolean greeted;

    /** @param server for messages */
    Connection(String server, ClientOptions options) {
        this.server = server;
        this.options = options;
        streams = new OpenStreams(options.errors());
        token = new ShownToken(options.token(), options.renewable());
    }

    /** There when both sides have said who they are, and the server has accepted the token, if there is one. */
    CompletableFuture<Connection> ready() {
        return ready;
    }

    /** Called once when the connection ends, at once if it has. */
    void onEnd(Runnable action) {
        onEnd = action;
        if (ended.get()) {
            action.run();
        }
    }

    boolean isOpen() {
        return !ended.get();
    }

    /** Whether the server stops: what is under way goes on, anything else had better go elsewhere. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether another token is to be shown before the next call: {@link #renew}. */
    boolean isStale() {
        return token.isStale();
    }

    /** Whether both sides know an extension of the wire. */
    boolean has(String extension) {
        return extensions.contains(extension);
    }

    /**
     * Sends a call.
     *
     * @return its id, for {@link #cancel}
     * @throws SerializationException if an argument cannot be sent; nothing was
     */
    long call(Call call, long millisLeft, Reply reply) {
        List<@Nullable Object> data = new ArrayList<>(call.arguments().length + 2);
        data.add(call.service());
        data.add(call.method());
        data.addAll(java.util.Arrays.asList(call.arguments()));
        long id = nextId();
        ByteBuffer message = Packet.request(id, call.access().packet(), data, "arguments of " + call.name());
        if (has("meta")) {
            sendMeta(id, millisLeft);
        }
        request(id, message, reply);
        return id;
    }

    /** Goes before the call of the same id, on the same connection. */
    private void sendMeta(long id, long millisLeft) {
        List<@Nullable Object> meta = new ArrayList<>();
        meta.add(millisLeft);
        options.trace().ifPresent(meta::add);
        send(Packet.request(id, Packet.META, meta, "meta"));
    }

    private void request(long id, ByteBuffer message, Reply reply) {
        replies.put(id, reply);
        if (ended.get()) {
            Reply mine = replies.remove(id);
            if (mine != null) {
                mine.failed(lost(null));
            }
            return;
        }
        send(message);
    }

    private void send(ByteBuffer message) {
        SendQueue into = queue;
        if (into != null) {
            into.add(message);
        }
    }

    /** The answer is no longer waited for. */
    void cancel(long id) {
        if (replies.remove(id) != null && has("cancel")) {
            send(Packet.request(nextId(), Packet.CANCEL, id, "call id"));
        }
    }

    void register(long stream, StreamSubscription subscription) {
        streams.add(stream, subscription);
        if (ended.get()) {
            streams.fail(lost(null));
        }
    }

    void credit(long stream, int chunks) {
        send(Packet.request(nextId(), Packet.CREDIT, List.of(stream, chunks), "credit"));
    }

    void closeStream(long stream, String reason) {
        if (streams.remove(stream)) {
            send(Packet.request(
                    nextId(),
                    Packet.STREAM_CLOSE,
                    Map.of("streamId", Long.toString(stream), "reason", reason),
                    "close"));
        }
    }

    private long nextId() {
        long id;
        do {
            id = ids.updateAndGet(last -> last >= LAST_ID ? 1 : last + 1);
        } while (replies.containsKey(id));
        return id;
    }

    /** Says goodbye; what is under way fails. */
    void close() {
        WebSocket open = socket;
        if (open != null && !ended.get()) {
            open.sendClose(NORMAL, "").whenComplete((done, failure) -> open.abort());
        }
        end(null);
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        queue = new SendQueue(opened, this::end);
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket source, ByteBuffer data, boolean last) {
        try {
            read(data, last);
        } catch (SerializationException e) {
            source.sendClose(PROTOCOL_ERROR, "");
            end(e);
            source.abort();
        }
        source.request(1);
        return null;
    }

    private void read(ByteBuffer data, boolean last) {
        if (partial.size() + data.remaining() > Packet.LIMIT) {
            throw PackReader.malformed("a message of more than " + Packet.LIMIT + " bytes");
        }
        if (last && partial.size() == 0) {
            message(data);
            return;
        }
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        partial.writeBytes(bytes);
        if (last) {
            byte[] whole = partial.toByteArray();
            partial.reset();
            message(ByteBuffer.wrap(whole));
        }
    }

    private void message(ByteBuffer message) {
        if (!greeted) {
            greeted = true;
            greet(StandardCharsets.UTF_8.decode(message).toString());
            return;
        }
        Packet packet = Packet.read(message);
        if (packet.type() == Packet.PING && packet.has(Packet.REQUEST)) {
            PackWriter pong = new PackWriter();
            pong.u32(packet.id());
            pong.u8(Packet.PING);
            Encoder.write(pong, packet.value(), "ping");
            send(pong.written());
        } else if (packet.type() >= Packet.STREAM && packet.type() <= Packet.STREAM_CLOSE) {
            streams.receive(packet);
        } else if (!packet.has(Packet.REQUEST)) {
            answer(packet);
        }
    }

    private void greet(String hello) {
        extensions = Handshake.extensions(hello);
        send(ByteBuffer.wrap(Handshake.answer().getBytes(StandardCharsets.UTF_8)));
        renew().whenComplete((nothing, failure) -> {
            if (failure == null) {
                ready.complete(this);
            } else {
                ready.completeExceptionally(failure);
                close();
            }
        });
    }

    /** Shows another token, if there is one. @return done when the server has accepted it; fails with a {@link TitanException}, then the connection goes on as it was */
    CompletableFuture<@Nullable Void> renew() {
        CompletableFuture<@Nullable Void> renewed = new CompletableFuture<>();
        token.next().whenComplete((given, failure) -> {
            if (failure != null) {
                renewed.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            } else if (given.isEmpty()) {
                renewed.complete(null);
            } else {
                show(given.get(), renewed);
            }
        });
        return renewed;
    }

    private void show(String given, CompletableFuture<@Nullable Void> renewed) {
        long id = nextId();
        List<?> data = List.of("authenticate", Map.of("token", given));
        request(id, Packet.request(id, Packet.TASK, data, "token"), new Reply() {
            @Override
            public void answered(@Nullable Object value) {
                token.accepted(given, value);
                renewed.complete(null);
            }

            @Override
            public void failed(TitanException failure) {
                renewed.completeExceptionally(failure);
            }
        });
    }

    private void answer(Packet packet) {
        Reply reply = replies.remove(packet.id());
        if (reply == null) {
            if (packet.value() instanceof StreamReference unwanted) {
                refuse(unwanted);
            }
        } else if (packet.has(Packet.ERROR)) {
            TitanException failure = options.errors().ofPacket(packet.value());
            refused(failure);
            reply.failed(failure);
        } else {
            reply.answered(packet.value());
        }
    }

    /** What a failure tells of the connection itself. */
    private void refused(TitanException failure) {
        if (failure instanceof AuthException) {
            token.refused();
        } else if (failure instanceof TransportLostException
                && failure.details() instanceof Map<?, ?> details
                && Boolean.TRUE.equals(details.get("draining"))) {
            leaving = true;
        }
    }

    /** Ends a stream that nobody reads. */
    void refuse(StreamReference reference) {
        send(Packet.request(
                nextId(), Packet.STREAM_CLOSE, Map.of("streamId", reference.id(), "reason", "not wanted"), "close"));
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket source, int status, String reason) {
        end(null);
        return null;
    }

    @Override
    public void onError(WebSocket source, Throwable failure) {
        end(failure);
    }

    /** Fails what is under way. The first call has the cause; later ones do nothing. */
    private void end(@Nullable Throwable cause) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        TransportLostException failure = lost(cause);
        ready.completeExceptionally(failure);
        for (Long id : List.copyOf(replies.keySet())) {
            Reply reply = replies.remove(id);
            if (reply != null) {
                reply.failed(failure);
            }
        }
        streams.fail(failure);
        Runnable action = onEnd;
        if (action != null) {
            action.run();
        }
    }

    private TransportLostException lost(@Nullable Throwable cause) {
        return new TransportLostException(
                "the connection to " + server + " ended" + (cause == null ? "" : ": " + cause), cause);
    }
}
