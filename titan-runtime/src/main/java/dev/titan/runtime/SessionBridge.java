package dev.titan.runtime;

import dev.titan.config.SessionConfig;
import dev.titan.engine.HostFunction;
import dev.titan.host.session.CookieSecrets;
import dev.titan.model.Json;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the JavaScript of a worker calls for sessions and signed cookies; the contract is {@code src/main/ts/kernel/host.ts}. */
final class SessionBridge {
    private SessionBridge() {}

    /** The functions by name. */
    static Map<String, HostFunction> functions(SessionConfig config, CookieSecrets secrets) {
        return Map.of(
                "sessionSettings",
                a -> settings(config),
                "randomText",
                a -> secrets.randomText(),
                "signText",
                a -> secrets.sign(text(a[0]), text(a[1])),
                "verifyText",
                a -> secrets.verify(text(a[0]), text(a[1]), text(a[2])),
                "sealText",
                a -> secrets.seal(text(a[0]), text(a[1])),
                "openText",
                a -> secrets.open(text(a[0]), text(a[1])));
    }

    private static String settings(SessionConfig config) {
        String sameSite = config.sameSite().name();
        return Json.write(Map.of(
                "store",
                config.store().name().toLowerCase(Locale.ROOT),
                "cookie",
                config.cookie(),
                "sameSite",
                sameSite.charAt(0) + sameSite.substring(1).toLowerCase(Locale.ROOT),
                "idleSeconds",
                config.idleSeconds(),
                "absoluteSeconds",
                config.absoluteSeconds()));
    }

    private static String text(@Nullable Object argument) {
        return String.valueOf(argument);
    }
}
