package dev.titan.runtime;

import dev.titan.host.Operation;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The sockets of a process, and the rooms that they are in, whichever worker each belongs to. Safe for use by many threads. */
final class Sockets {
    /** Nobody can guess an id of so many bytes. */
    private static final int ID_BYTES = 16;

    private static final int RESTART = 1012;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SocketSession> all = new ConcurrentHashMap<>();
    private final Map<String, Set<SocketSession>> rooms = new ConcurrentHashMap<>();
    private final Map<SideThread, Integer> counts = new ConcurrentHashMap<>();
    private final Map<SocketSession, Set<String>> joined = new ConcurrentHashMap<>();
    /** Those whose connection is gone, as their handlers may not know yet: they join no room. */
    private final Set<SocketSession> gone = ConcurrentHashMap.newKeySet();

    private final Map<SocketSession, List<CompletableFuture<Boolean>>> waiting = new ConcurrentHashMap<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    String nextId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void add(SocketSession session) {
        all.put(session.id(), session);
        counts.merge(session.thread(), 1, Integer::sum);
    }

    void remove(SocketSession session) {
        if (all.remove(session.id()) != null) {
            counts.merge(session.thread(), -1, Integer::sum);
        }
        leaveAll(session);
        drained(session);
    }

    /** Of several threads that which has the fewest sockets; of those with as many the first. */
    SideThread leastUsed(List<SideThread> threads) {
        return threads.stream()
                .min(Comparator.comparing(thread -> counts.getOrDefault(thread, 0)))
                .orElseThrow();
    }

    void received() {
        received.increment();
    }

    SocketCounts counts() {
        return new SocketCounts(all.size(), received.sum(), sent.sum());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    private @Nullable SocketLink link(String id) {
        SocketSession session = all.get(id);
        return session == null ? null : session.link();
    }

    /** @param message a String or bytes. @return 0 when it cannot be sent, 1 when it will be, 2 when so much is waiting that who sends had better wait */
    int send(String id, Object message) {
        SocketLink link = link(id);
        if (link == null || !send(link, SocketMessage.of(message))) {
            return 0;
        }
        return link.crowded() ? 2 : 1;
    }

    private boolean send(SocketLink link, SocketMessage message) {
        // Before it goes: who has received it may look at the count.
        sent.increment();
        boolean taken = message.text() ? link.sendText(message.bytes()) : link.sendBinary(message.bytes());
        if (!taken) {
            sent.decrement();
        }
        return taken;
    }

    /**
     * Sends to all in a room.
     *
     * @param room null for all sockets
     * @param except ids of those that are left out
     * @return to how many it will be sent
     */
    int broadcast(@Nullable String room, Object content, Set<String> except) {
        Collection<SocketSession> members = room == null ? all.values() : rooms.getOrDefault(room, Set.of());
        SocketMessage message = SocketMessage.of(content);
        int count = 0;
        for (SocketSession member : members) {
            SocketLink link = member.link();
            if (link != null && !except.contains(member.id()) && send(link, message)) {
                count++;
            }
        }
        return count;
    }

    /** @return whether there is such a socket */
    boolean close(String id, int code, String reason) {
        SocketLink link = link(id);
        if (link != null) {
            link.close(code, reason);
        }
        return link != null;
    }

    long buffered(String id) {
        SocketLink link = link(id);
        return link == null ? 0 : link.buffered();
    }

    /** @return whether there is such a socket, with a connection */
    synchronized boolean join(String id, String room) {
        SocketSession session = all.get(id);
        if (session == null || gone.contains(session)) {
            return false;
        }
        rooms.computeIfAbsent(room, name -> ConcurrentHashMap.newKeySet()).add(session);
        joined.computeIfAbsent(session, one -> ConcurrentHashMap.newKeySet()).add(room);
        return true;
    }

    /** @return whether the socket was in the room */
    synchronized boolean leave(String id, String room) {
        SocketSession session = all.get(id);
        Set<String> own = session == null ? null : joined.get(session);
        if (session == null || own == null || !own.remove(room)) {
            return false;
        }
        leave(session, room);
        return true;
    }

    private void leave(SocketSession session, String room) {
        Set<SocketSession> members = rooms.get(room);
        if (members != null && members.remove(session) && members.isEmpty()) {
            rooms.remove(room);
        }
    }

    /** Its connection is gone. */
    synchronized void leaveAll(SocketSession session) {
        if (all.containsKey(session.id())) {
            gone.add(session);
        } else {
            gone.remove(session);
        }
        Set<String> own = joined.remove(session);
        if (own != null) {
            own.forEach(room -> leave(session, room));
        }
    }

    /** The rooms of a socket, in their order as text. */
    List<String> rooms(String id) {
        SocketSession session = all.get(id);
        return session == null ? List.of() : List.copyOf(new TreeSet<>(joined.getOrDefault(session, Set.of())));
    }

    /** The ids of those in a room; of all sockets for null. */
    List<String> members(@Nullable String room) {
        Collection<SocketSession> members = room == null ? all.values() : rooms.getOrDefault(room, Set.of());
        return members.stream()
                .filter(member -> member.link() != null)
                .map(SocketSession::id)
                .toList();
    }

    /** The operation that waits until a socket is not {@link SocketLink#crowded} any more. Its outcome is whether the socket is still there. */
    Operation ready() {
        return call -> {
            SocketSession session = all.get(call.text(0, "the socket's id"));
            SocketLink link = session == null ? null : session.link();
            if (session == null || link == null) {
                return CompletableFuture.completedFuture(false);
            }
            if (!link.crowded()) {
                return CompletableFuture.completedFuture(true);
            }
            CompletableFuture<Boolean> ready = new CompletableFuture<>();
            waiting.compute(session, (one, before) -> {
                List<CompletableFuture<Boolean>> waiters = before == null ? new ArrayList<>() : before;
                waiters.add(ready);
                return waiters;
            });
            if (!link.crowded() || !all.containsKey(session.id())) {
                drained(session);
            }
            return ready;
        };
    }

    /** All that was sent to a socket has gone out, or it is gone. */
    void drained(SocketSession session) {
        List<CompletableFuture<Boolean>> waiters = waiting.remove(session);
        if (waiters != null) {
            boolean there = all.containsKey(session.id());
            waiters.forEach(waiter -> waiter.complete(there));
        }
    }

    /** Closes those whose code is of an older generation: clients come back to the new one. */
    void adopted(Generation generation) {
        for (SocketSession session : all.values()) {
            SocketLink link = session.link();
            if (link != null && session.target().generation().number() != generation.number()) {
                link.close(RESTART, "the app was reloaded");
            }
        }
    }

    void closeAll(int code, String reason) {
        for (SocketSession session : all.values()) {
            SocketLink link = session.link();
            if (link != null) {
                link.close(code, reason);
            }
        }
    }

    /** Ends those of a worker that is gone. On its thread. */
    void lost(Worker worker) {
        for (SocketSession session : all.values()) {
            if (session.belongsTo(worker)) {
                session.lost();
            }
        }
    }
}
