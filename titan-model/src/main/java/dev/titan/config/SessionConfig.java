package dev.titan.config;

import java.util.List;

/**
 * How {@code t.session} keeps sessions. Immutable.
 *
 * @param store where their content is
 * @param secrets what signs their cookies: the first signs, the others are still believed
 * @param cookie the name of the cookie, without the prefix that it has over https
 * @param sameSite which requests from other sites carry it
 * @param idleSeconds for how long one lives that is not used
 * @param absoluteSeconds for how long one lives at most
 */
public record SessionConfig(
        Store store, List<String> secrets, String cookie, SameSite sameSite, int idleSeconds, int absoluteSeconds) {
    /** In the database, for a day without use and thirty days at most. */
    public static final SessionConfig DEFAULTS =
            new SessionConfig(Store.DATABASE, List.of(), "session", SameSite.LAX, 86_400, 30 * 86_400);

    public SessionConfig {
        secrets = List.copyOf(secrets);
    }

    /** Where the content of sessions is. */
    public enum Store {
        /** In the app's database. */
        DATABASE,
        /** In the process, shared by its workers, gone with it. */
        MEMORY,
        /** In the Redis or Valkey of {@code redis.url}, shared by all servers on it. */
        REDIS,
        /** In the cookie itself, encrypted. */
        COOKIE
    }

    /** The attribute of that name (RFC 6265bis, 4.1.2.7). */
    public enum SameSite {
        LAX,
        STRICT,
        NONE
    }
}
