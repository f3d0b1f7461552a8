package dev.titan.server.netron;

import dev.titan.config.NetronConfig;
import dev.titan.host.events.EventPattern;
import dev.titan.host.events.EventTap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part that clients take in the app's events, as far as the configuration lets them: those who have subscribed to a name get its events as tasks. Safe for use by many threads. */
final class EventHub implements EventTap {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final int MOST_SUBSCRIPTIONS = 256;
    private static final int MOST_NAME = 200;

    private final List<EventPattern> heard;
    private final List<EventPattern> emitted;
    private final Map<String, Set<NetronConnection>> subscribers = new ConcurrentHashMap<>();
    private final Map<NetronConnection, Set<String>> subscriptions = new ConcurrentHashMap<>();

    EventHub(NetronConfig.Events events) {
        heard = events.subscribe().stream().map(EventPattern::parse).toList();
        emitted = events.emit().stream().map(EventPattern::parse).toList();
    }

    /** Whether there are events that clients may hear of. */
    boolean listens() {
        return !heard.isEmpty();
    }

    /** Why a client may not let an event happen, or null. */
    @Nullable
    WireError emits(String event) {
        return permitted(emitted, event) ? null : refusal(event, "emit");
    }

    /** A client wants to hear of an event. @return why it may not, or null */
    @Nullable
    WireError subscribe(NetronConnection client, String event) {
        if (!permitted(heard, event)) {
            return refusal(event, "subscribe");
        }
        Set<String> own = subscriptions.computeIfAbsent(client, c -> ConcurrentHashMap.newKeySet());
        if (own.size() >= MOST_SUBSCRIPTIONS && !own.contains(event)) {
            return new WireError("RateLimitError", 429, "more than " + MOST_SUBSCRIPTIONS + " subscriptions");
        }
        own.add(event);
        subscribers.compute(event, (name, known) -> {
            Set<NetronConnection> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(client);
            return all;
        });
        return null;
    }

    private static boolean permitted(List<EventPattern> patterns, String event) {
        return event.length() <= MOST_NAME
                && event.indexOf('*') < 0
                && patterns.stream().anyMatch(pattern -> pattern.matches(event));
    }

    private static WireError refusal(String event, String list) {
        String shown = event.length() <= MOST_NAME ? event : event.substring(0, MOST_NAME) + "…";
        return new WireError(
                "PermissionError",
                403,
                "'" + shown + "' is not among the events of netron.events." + list + " in titan.config.json");
    }

    void unsubscribe(NetronConnection client, String event) {
        Set<String> own = subscriptions.get(client);
        if (own != null) {
            own.remove(event);
        }
        subscribers.computeIfPresent(event, (name, all) -> {
            all.remove(client);
            return all.isEmpty() ? null : all;
        });
    }

    @Override
    public void happened(String name, String data) {
        Set<NetronConnection> clients = subscribers.get(name);
        if (clients == null) {
            return;
        }
        byte[] value;
        try {
            value = EventData.packed(data);
        } catch (IllegalArgumentException e) {
            LOG.warn("The event {} does not reach clients: {}", name, e.getMessage());
            return;
        }
        for (NetronConnection client : clients) {
            client.send(new PackWriter()
                    .u32(client.nextId())
                    .u8(PacketType.REQUEST | PacketType.TASK)
                    .array(3)
                    .text("emit")
                    .text(name)
                    .raw(value, 0, value.length)
                    .bytes());
        }
    }

    /** A client is gone. */
    void forget(NetronConnection client) {
        Set<String> own = subscriptions.remove(client);
        if (own != null) {
            own.forEach(event -> unsubscribe(client, event));
        }
    }
}
