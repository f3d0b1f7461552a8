package dev.titan.server.netron;

import dev.titan.host.trace.Span;
import dev.titan.host.trace.Tracer;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Generation;
import dev.titan.runtime.ServiceCall;
import dev.titan.runtime.ServiceCaller;
import dev.titan.runtime.TitanRuntime;
import dev.titan.server.netron.PackReader.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client that sends packets, whatever carries them. What comes is handed over by one thread, {@link Link#execute its own}; answers come on any. Calls that come together are run together.
 */
final class NetronConnection implements ServiceCaller {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int GOING_AWAY = 1001;
    private static final int NO_THREAD = -1;
    private static final int MOST_NAME = 128;
    private static final String AUTHENTICATE = "netron.authenticate";

    /** Calls at once: beyond, the connection is not read until some are answered. */
    private static final int MOST_CALLS = 4096;

    private final TitanRuntime runtime;
    private final EventHub events;
    private final Link link;
    private final TokenGate gate = new TokenGate();
    private final String ip;
    private final String requestId;
    private final Map<Integer, PacketCall> calls = new ConcurrentHashMap<>();
    private final Map<Integer, PacketCall> streaming = new ConcurrentHashMap<>();
    private final Map<PacketCall, StreamRelay> relays = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final AtomicInteger lastStream = new AtomicInteger();
    private volatile String token;
    private volatile ClientHello client = ClientHello.NONE;
    private volatile boolean draining;
    /** The client sends no more. */
    private volatile boolean ended;

    private volatile boolean closed;
    /** Answers that are on their way to the link. */
    private final AtomicInteger leaving = new AtomicInteger();

    // Confined to the thread that hands over.
    private boolean introduced;
    private final List<PacketCall> batch = new ArrayList<>();
    private boolean flushing;
    private final CallMeta meta = new CallMeta();

    /**
     * @param requestId names the connection in logs
     * @param token that came along with the connection; empty for none
     */
    NetronConnection(TitanRuntime runtime, EventHub events, Link link, String ip, String requestId, String token) {
        this.runtime = runtime;
        this.events = events;
        this.link = link;
        this.ip = ip;
        this.requestId = requestId;
        this.token = token;
        link.onDrained(() -> relays.values().forEach(StreamRelay::run));
    }

    /** Says who the server is. */
    void begin(String serverId) {
        String text = "{\"type\":\"id\",\"id\":\"" + serverId + "\",\"ext\":[\"cancel\",\"credit\",\"meta\"]}";
        link.send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A packet has come. On the thread that hands over. */
    void receive(byte[] packet) {
        if (!introduced && packet.length > 1 && packet[0] == '{' && packet[1] == '"') {
            ClientHello hello = ClientHello.of(packet);
            if (hello != null) {
                introduced = true;
                client = hello;
                return;
            }
        }
        if (packet.length <= PacketType.HEAD_BYTES) {
            link.close(PROTOCOL_ERROR, "not a packet");
            return;
        }
        if ((packet[4] & PacketType.REQUEST) == 0) {
            // The server has asked for nothing.
            return;
        }
        try {
            accept(packet);
        } catch (MalformedException e) {
            refuse(packet, WireError.malformed("the packet cannot be read"));
        }
    }

    private void accept(byte[] packet) throws MalformedException {
        int type = packet[4] & PacketType.MASK;
        PackReader value = new PackReader(packet, PacketType.HEAD_BYTES);
        switch (type) {
            case PacketType.PING -> ping(packet, value);
            case PacketType.GET, PacketType.SET, PacketType.CALL -> begin(packet, target(value));
            case PacketType.TASK -> task(packet, value);
            case PacketType.STREAM_CLOSE -> closeStream(value);
            case PacketType.CANCEL -> giveUp(calls.get((int) value.integer()));
            case PacketType.CREDIT -> {
                value.array();
                PacketCall call = streaming.get((int) value.integer());
                long chunks = value.integer();
                if (call != null && chunks > 0 && chunks <= Integer.MAX_VALUE) {
                    call.credit((int) chunks);
                }
            }
            case PacketType.META -> meta.read(PacketType.u32(packet, 0), value);
            default -> {
                // A type that this server does not know asks for nothing.
            }
        }
    }

    private void ping(byte[] packet, PackReader value) throws MalformedException {
        value.skip();
        if (!value.isAtEnd()) {
            throw new MalformedException();
        }
        byte[] echo = packet.clone();
        echo[4] &= ~PacketType.REQUEST;
        link.send(echo);
    }

    /** What a packet calls, as far as that can be seen: malformed ones are told so by the code that reads them in earnest. */
    private static String target(PackReader value) throws MalformedException {
        if (value.array() < 2) {
            return "";
        }
        String service = value.text();
        String method = service == null ? null : value.text();
        return method == null ? "" : service + "." + method;
    }

    private void task(byte[] packet, PackReader value) throws MalformedException {
        long members = value.array();
        String name = members > 0 ? value.text() : null;
        boolean event = "subscribe".equals(name) || "unsubscribe".equals(name) || "emit".equals(name);
        String of = event && members > 1 ? value.text() : null;
        if (of == null) {
            begin(packet, "netron." + (name == null || name.length() > MOST_NAME ? "" : name));
            return;
        }
        WireError refusal = null;
        switch (Objects.requireNonNull(name)) {
            case "subscribe" -> refusal = events.subscribe(this, of);
            case "unsubscribe" -> events.unsubscribe(this, of);
            default -> {
                refusal = events.emits(of);
                if (refusal == null) {
                    begin(packet, "netron.emit");
                    return;
                }
            }
        }
        if (refusal == null) {
            byte[] done = {packet[0], packet[1], packet[2], packet[3], PacketType.TASK, (byte) 0xd4, 0, 0};
            link.send(done);
        } else {
            refuse(packet, refusal);
        }
    }

    private void closeStream(PackReader value) throws MalformedException {
        for (long left = value.map(); left > 0; left--) {
            if ("streamId".equals(value.text())) {
                PacketCall call = streaming.get((int) value.integer());
                if (call != null) {
                    StreamRelay relay = relays.get(call);
                    if (relay != null) {
                        relay.cancel();
                    }
                    giveUp(call);
                    streamed(call);
                }
                return;
            }
            value.skip();
        }
    }

    private static void giveUp(@Nullable PacketCall call) {
        if (call != null) {
            call.giveUp();
        }
    }

    private void refuse(byte[] packet, WireError error) {
        link.send(PacketType.error(PacketType.u32(packet, 0), packet[4], error));
    }

    private void begin(byte[] packet, String target) {
        if (calls.size() >= MOST_CALLS) {
            refuse(packet, new WireError("RateLimitError", 429, "more than " + MOST_CALLS + " calls at once"));
            return;
        }
        Generation generation = runtime.current();
        if (!batch.isEmpty() && batch.get(0).generation() != generation.number()) {
            flush();
        }
        boolean described = meta.isOf(PacketType.u32(packet, 0));
        if (described && meta.isOver()) {
            refuse(packet, WireError.late());
            return;
        }
        Tracer tracer = runtime.tracer();
        Span span = tracer == null ? null : tracer.packet(target, ip, described ? meta.trace() : "");
        PacketCall call = new PacketCall(this, generation.service(target), packet, target.equals(AUTHENTICATE), span);
        if (described) {
            meta.tell(call);
        }
        calls.put(call.id(), call);
        // In this order, so that whoever drains either sees the call or is seen.
        if (draining) {
            calls.remove(call.id(), call);
            call.refused();
            refuse(packet, WireError.stopping());
            closeIfDone();
            return;
        }
        if (gate.holds(call)) {
            return;
        }
        batch.add(call);
        if (!flushing) {
            flushing = true;
            link.execute(this::flush);
        }
    }

    /** Runs what has come together. */
    private void flush() {
        flushing = false;
        if (!batch.isEmpty()) {
            List<ServiceCall> together = List.copyOf(batch);
            batch.clear();
            runtime.serve(together, link.thread());
        }
    }

    /** Any thread: a call has its answer. */
    void answered(PacketCall call, Answer answer) {
        // Counted before the call is known no more, so that whoever asks whether something is under way sees one or the
        // other.
        leaving.incrementAndGet();
        try {
            pass(call, answer);
        } finally {
            leaving.decrementAndGet();
        }
        closeIfDone();
        for (PacketCall next : gate.answered(call)) {
            runtime.serve(List.of(next), NO_THREAD);
        }
    }

    private void pass(PacketCall call, Answer answer) {
        if (answer instanceof Answer.Response response && response.body() instanceof Answer.Stream stream) {
            calls.remove(call.id(), call);
            StreamRelay relay = new StreamRelay(this, call, stream.pipe());
            relays.put(call, relay);
            relay.begin();
            if (closed) {
                relay.cancel();
                call.cancel();
            }
            return;
        }
        calls.remove(call.id(), call);
        if (!closed && !call.isGivenUp()) {
            if (answer instanceof Answer.Response response && response.body() instanceof Answer.Bytes bytes) {
                link.send(bytes.bytes());
            } else if (answer instanceof Answer.Failure failure) {
                link.send(PacketType.error(call.id(), call.flags(), WireError.of(failure)));
            }
        }
    }

    /** Any thread: a stream is over. */
    void streamed(PacketCall call) {
        relays.remove(call);
        streaming.values().remove(call);
        closeIfDone();
    }

    void send(byte[] packet) {
        link.send(packet);
    }

    /** Whether more of a stream may be sent now. */
    boolean takesMore() {
        return closed || !client.credit() || link.hasRoom();
    }

    /** The id of a packet that the server begins. */
    int nextId() {
        int id = lastId.incrementAndGet();
        return id == 0 ? lastId.incrementAndGet() : id;
    }

    /** New calls are refused; the connection closes when those under way have their answers, and their streams have ended. */
    void drain() {
        draining = true;
        closeIfDone();
    }

    /** Calls and streams that have not ended. Any thread. */
    int inFlight() {
        return calls.size() + relays.size();
    }

    /** What has not ended is given up, as its client is told. Any thread. */
    void end() {
        relays.forEach((call, relay) -> {
            link.send(call.streamError(nextId(), WireError.stopping()));
            relay.cancel();
            call.giveUp();
            streamed(call);
        });
        calls.values().forEach(call -> {
            if (calls.remove(call.id(), call)) {
                link.send(PacketType.error(call.id(), call.flags(), WireError.stopping()));
                call.giveUp();
            }
        });
        closeIfDone();
    }

    /** The client sends no more: the connection closes when what it has asked for is answered, and its streams have ended. */
    void endOfInput() {
        ended = true;
        closeIfDone();
    }

    private void closeIfDone() {
        if ((draining || ended) && calls.isEmpty() && relays.isEmpty() && leaving.get() == 0) {
            link.close(GOING_AWAY, "the server is stopping");
        }
    }

    /** The client is gone: nobody waits for what it has asked for. */
    void gone() {
        closed = true;
        events.forget(this);
        calls.values().forEach(PacketCall::giveUp);
        calls.clear();
        relays.forEach((call, relay) -> {
            relay.cancel();
            call.giveUp();
        });
        relays.clear();
        streaming.clear();
    }

    @Override
    public String head() {
        ClientHello known = client;
        return known.id() + "\n" + ip + "\n" + token + "\n" + (known.credit() ? "1" : "0");
    }

    @Override
    public int openStream(ServiceCall call) {
        int stream = lastStream.incrementAndGet();
        PacketCall opener = (PacketCall) call;
        opener.streams(stream);
        streaming.put(stream, opener);
        return stream;
    }

    @Override
    public void keepToken(String given) {
        token = given;
    }

    /** The error itself says it. */
    @Override
    public void retryAfter(ServiceCall call, long seconds) {}

    /** For the log. */
    String details() {
        return "netron\n\n" + ip + "\n" + requestId + "\n";
    }
}
