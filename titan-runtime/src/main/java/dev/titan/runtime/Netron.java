package dev.titan.runtime;

import dev.titan.config.NetronConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What isolates get to know of the configuration for clients that call services. No author's code can read it. */
final class Netron {
    private Netron() {}

    /** As JSON values. */
    static Map<String, @Nullable Object> settings(NetronConfig config) {
        NetronConfig.Jwt jwt = config.jwt();
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        settings.put("batch", config.batch());
        settings.put("key", jwt.secret() == null ? jwt.publicKey() : jwt.secret());
        settings.put("algorithms", jwt.algorithms());
        settings.put("issuer", jwt.issuer());
        settings.put("audience", jwt.audience());
        return settings;
    }
}
