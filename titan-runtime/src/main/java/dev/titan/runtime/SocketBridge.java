package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import dev.titan.model.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the JavaScript of a worker calls to reach sockets; the contract is {@code src/main/ts/kernel/host.ts}. */
final class SocketBridge {
    private SocketBridge() {}

    /** The functions by name. */
    static Map<String, HostFunction> functions(Sockets sockets) {
        return Map.of(
                "socketSend",
                a -> a[1] == null ? 0 : sockets.send(text(a[0]), a[1]),
                "socketBroadcast",
                a -> a[1] == null ? 0 : sockets.broadcast((String) a[0], a[1], except(a)),
                "socketClose",
                a -> sockets.close(text(a[0]), ((Number) Objects.requireNonNull(a[1])).intValue(), text(a[2])),
                "socketBuffered",
                a -> (double) sockets.buffered(text(a[0])),
                "socketJoin",
                a -> sockets.join(text(a[0]), text(a[1])),
                "socketLeave",
                a -> sockets.leave(text(a[0]), text(a[1])),
                "socketRooms",
                a -> Json.write(sockets.rooms(text(a[0]))),
                "socketMembers",
                a -> Json.write(sockets.members((String) a[0])));
    }

    private static String text(@Nullable Object argument) {
        return String.valueOf(argument);
    }

    /** The arguments behind the message. */
    private static Set<String> except(@Nullable Object[] arguments) {
        Set<String> except = new HashSet<>();
        for (int i = 2; i < arguments.length; i++) {
            except.add(text(arguments[i]));
        }
        return except;
    }
}
