package dev.titan.server.netron;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Events among the clients of one process: what one emits, those who have subscribed to its name get as a task of the same name. The values pass as they are, unread. Safe for use by many threads.
 */
final class EventHub {
    private static final int MOST_SUBSCRIPTIONS = 256;
    private static final int MOST_NAME = 200;
    private static final Set<String> TASKS = Set.of("subscribe", "unsubscribe", "emit");

    private final Map<String, Set<NetronConnection>> subscribers = new ConcurrentHashMap<>();
    private final Map<NetronConnection, Set<String>> subscriptions = new ConcurrentHashMap<>();

    /** Whether a task is about events. */
    boolean knows(String task) {
        return TASKS.contains(task);
    }

    /**
     * Runs a task.
     *
     * @param packet {@code [task, event, ...arguments]}
     * @param members of that array
     * @param arguments where they begin in the packet
     * @return why it is refused, or null
     */
    @Nullable
    WireError run(NetronConnection client, String task, String event, byte[] packet, int members, int arguments) {
        if (event.length() > MOST_NAME) {
            return WireError.malformed("the name of an event has up to " + MOST_NAME + " characters");
        }
        switch (task) {
            case "subscribe" -> {
                Set<String> own = subscriptions.computeIfAbsent(client, c -> ConcurrentHashMap.newKeySet());
                if (own.size() >= MOST_SUBSCRIPTIONS && !own.contains(event)) {
                    return new WireError("RateLimitError", 429, "more than " + MOST_SUBSCRIPTIONS + " subscriptions");
                }
                own.add(event);
                subscribers
                        .computeIfAbsent(event, name -> ConcurrentHashMap.newKeySet())
                        .add(client);
            }
            case "unsubscribe" -> unsubscribe(client, event);
            default -> emit(client, event, packet, members, arguments);
        }
        return null;
    }

    private void unsubscribe(NetronConnection client, String event) {
        Set<String> own = subscriptions.get(client);
        if (own != null) {
            own.remove(event);
        }
        subscribers.computeIfPresent(event, (name, all) -> {
            all.remove(client);
            return all.isEmpty() ? null : all;
        });
    }

    private void emit(NetronConnection from, String event, byte[] packet, int members, int arguments) {
        for (NetronConnection client : subscribers.getOrDefault(event, Set.of())) {
            if (client != from) {
                client.send(new PackWriter()
                        .u32(client.nextId())
                        .u8(PacketType.REQUEST | PacketType.TASK)
                        .array(members)
                        .text("emit")
                        .text(event)
                        .raw(packet, arguments, packet.length)
                        .bytes());
            }
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
