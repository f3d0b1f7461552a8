package dev.titan.codegen;

import dev.titan.runtime.App;
import java.util.List;
import java.util.regex.Pattern;

/** What of the server only apps need that share something over Redis: its client, about 4 MB. Whether there is a Redis is known when the jar runs, so every app has it that could use one. */
final class RedisFiles {
    private static final List<String> PREFIXES = List.of(
            "io/lettuce/",
            "reactor/",
            "org/reactivestreams/",
            "redis/clients/",
            "io/netty/resolver/dns/",
            "io/netty/handler/codec/dns/");

    /** How what can be shared is named, in whichever way it is reached. */
    private static final Pattern NAMED =
            Pattern.compile("\\b(?:cache|events|session|rateLimit|RateLimit|CacheService|EventBus)\\b");

    private RedisFiles() {}

    /** Whether an app may use Redis: it has a word in its code that looks like it. */
    static boolean wantedBy(App app) {
        return app.bundles().stream()
                .anyMatch(bundle -> NAMED.matcher(bundle.code()).find());
    }

    /** Whether an entry of the server is among them. */
    static boolean has(String entry) {
        return PREFIXES.stream().anyMatch(entry::startsWith);
    }
}
