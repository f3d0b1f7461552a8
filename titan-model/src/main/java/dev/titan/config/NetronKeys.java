package dev.titan.config;

import static dev.titan.config.ConfigKey.integer;

import dev.titan.config.ConfigKey.Kind;
import java.util.List;

/** The keys of what lets clients call services. */
final class NetronKeys {
    private static final int PORT = 65_535;

    private NetronKeys() {}

    static void add(List<ConfigKey> keys, NetronConfig netron) {
        keys.add(integer("netron.batch", netron.batch(), 1, 10_000, "requests", "Requests of one batch by HTTP."));
        keys.add(integer(
                "netron.tcp",
                netron.tcp(),
                0,
                PORT,
                "",
                "Port on which packets of Netron are taken by TCP, at the address of server.host; 0 is none."));
        keys.add(ConfigKey.of(
                "netron.unix",
                Kind.STRING,
                netron.unix(),
                "Path of a Unix socket on which packets of Netron are taken. Not set, there is none."));
        keys.add(
                ConfigKey.of(
                        "netron.events.subscribe",
                        Kind.STRINGS,
                        netron.events().subscribe(),
                        "Patterns of the events of t.events that any client may hear of: words with dots between, * for any word, ** at the end for one or more."));
        keys.add(
                ConfigKey.of(
                        "netron.events.emit",
                        Kind.STRINGS,
                        netron.events().emit(),
                        "Patterns of the events that any client may emit; handlers of t.events cannot tell them from the app's own."));
        NetronConfig.Jwt jwt = netron.jwt();
        keys.add(
                ConfigKey.of(
                        "netron.jwt.secret",
                        Kind.STRING,
                        jwt.secret(),
                        "What the tokens of callers are signed with, for HS256 and its like. Better given as TITAN_JWT_SECRET."));
        keys.add(ConfigKey.of(
                "netron.jwt.publicKey",
                Kind.STRING,
                jwt.publicKey(),
                "The public key of whoever signs the tokens of callers, as PEM: in place of a secret."));
        keys.add(ConfigKey.of(
                "netron.jwt.algorithms", Kind.STRINGS, jwt.algorithms(), "Algorithms that tokens may be signed with."));
        keys.add(ConfigKey.of(
                "netron.jwt.issuer", Kind.STRING, jwt.issuer(), "The issuer that tokens must have. Not set, any."));
        keys.add(ConfigKey.of(
                "netron.jwt.audience",
                Kind.STRING,
                jwt.audience(),
                "The audience that tokens must have. Not set, any."));
    }
}
