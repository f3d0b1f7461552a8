package dev.titan.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The streams of a connection that have begun and not ended, by their ids. Safe for use by many threads. */
final class OpenStreams {
    private final Map<Long, StreamSubscription> streams = new ConcurrentHashMap<>();
    private final ErrorClasses errors;

    OpenStreams(ErrorClasses errors) {
        this.errors = errors;
    }

    void add(long stream, StreamSubscription subscription) {
        streams.put(stream, subscription);
    }

    /** @return whether it had not ended */
    boolean remove(long stream) {
        return streams.remove(stream) != null;
    }

    /** Fails all of them. */
    void fail(TitanException failure) {
        for (Long id : List.copyOf(streams.keySet())) {
            StreamSubscription subscription = streams.remove(id);
            if (subscription != null) {
                subscription.failed(failure);
            }
        }
    }

    /** A packet of one of them has come. One of any other is passed over. */
    void receive(Packet packet) {
        if (packet.type() == Packet.STREAM) {
            chunk(packet);
            return;
        }
        Map<String, @Nullable Object> data = Decoder.object(packet.value());
        StreamSubscription subscription = streams.remove(streamId(data.get("streamId")));
        if (subscription == null) {
            return;
        }
        if (packet.type() == Packet.STREAM_CLOSE) {
            subscription.ended();
        } else {
            Object error = data.get("error");
            subscription.failed(
                    error == null
                            ? errors.exception(
                                    RemoteError.of("NetronError", 500, data.get("message"), null, Map.of(), null))
                            : errors.ofPacket(error));
        }
    }

    private void chunk(Packet packet) {
        StreamSubscription subscription = streams.get(packet.stream());
        if (subscription == null) {
            return;
        }
        if (packet.has(Packet.ERROR)) {
            streams.remove(packet.stream());
            subscription.failed(errors.ofPacket(packet.value()));
        } else if (packet.has(Packet.END)) {
            streams.remove(packet.stream());
            subscription.ended();
        } else {
            subscription.chunk(packet.value());
        }
    }

    /** @throws SerializationException for what names no stream */
    static long streamId(@Nullable Object id) {
        try {
            return Long.parseLong(String.valueOf(id));
        } catch (NumberFormatException e) {
            throw PackReader.malformed("a stream with an id that is no number");
        }
    }
}
