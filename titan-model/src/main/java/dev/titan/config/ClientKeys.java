package dev.titan.config;

import static dev.titan.config.ConfigKey.choice;
import static dev.titan.config.ConfigKey.integer;

import dev.titan.config.ConfigKey.Kind;
import java.util.List;

/** The keys of what goes on with a client beyond one request: WebSockets and sessions. */
final class ClientKeys {
    private static final int HOUR = 3_600_000;
    private static final int YEAR_SECONDS = 366 * 86_400;

    private ClientKeys() {}

    static void add(List<ConfigKey> keys, TitanConfig defaults) {
        sockets(keys, defaults.sockets());
        session(keys, defaults.session());
    }

    private static void sockets(List<ConfigKey> keys, Sockets sockets) {
        keys.add(integer(
                "sockets.messageBytes",
                sockets.messageBytes(),
                1,
                1 << 30,
                "bytes",
                "Largest message that is received on a WebSocket of an action; a larger one closes it with 1009."));
        keys.add(
                integer(
                        "sockets.bufferBytes",
                        sockets.bufferBytes(),
                        1 << 10,
                        1L << 32,
                        "bytes",
                        "What may wait to be sent to one WebSocket; a client that does not read closes it with 1013 when more is sent."));
        keys.add(
                integer(
                        "sockets.pingMs",
                        sockets.pingMs(),
                        10,
                        HOUR,
                        "milliseconds",
                        "After how long without a frame a WebSocket's client is pinged. One from which nothing comes for limits.idleMs is given up."));
    }

    private static void session(List<ConfigKey> keys, SessionConfig session) {
        keys.add(
                choice(
                        "session.store",
                        session.store(),
                        "Where t.session keeps sessions: in the database, in this process, in Redis, or encrypted in the cookie itself."));
        keys.add(
                ConfigKey.of(
                        "session.secrets",
                        Kind.STRINGS,
                        session.secrets(),
                        "What signs the cookies of sessions, each at least 32 characters: the first signs, the others are still believed. SESSION_SECRET sets it, separated by commas."));
        keys.add(ConfigKey.of(
                "session.cookie",
                Kind.STRING,
                session.cookie(),
                "Name of the cookie of sessions; over https it has the prefix __Host-."));
        keys.add(choice(
                "session.sameSite",
                session.sameSite(),
                "Which requests from other sites carry the cookie of sessions; none only over https."));
        keys.add(integer(
                "session.idleSeconds",
                session.idleSeconds(),
                1,
                YEAR_SECONDS,
                "seconds",
                "For how long a session lives that is not used."));
        keys.add(integer(
                "session.absoluteSeconds",
                session.absoluteSeconds(),
                1,
                YEAR_SECONDS,
                "seconds",
                "For how long a session lives at most, however much it is used."));
    }
}
