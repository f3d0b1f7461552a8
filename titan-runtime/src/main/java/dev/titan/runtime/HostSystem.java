package dev.titan.runtime;

import dev.titan.config.Secrets;
import dev.titan.engine.HostFunction;
import dev.titan.host.crypto.Hashing;
import java.security.SecureRandom;
import java.util.Map;

/** The host functions that tell time, give random numbers and hash short data, and which names sound secret. */
final class HostSystem {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long START_NANOS = System.nanoTime();
    private static final double START_MS = System.currentTimeMillis();

    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "now", a -> (System.nanoTime() - START_NANOS) / 1e6,
            "timeOrigin", a -> START_MS,
            "soundsSecret", a -> Secrets.isSecret((String) a[0]),
            "randomBytes", a -> random((Integer) a[0]),
            "hash", a -> Hashing.hash((String) a[0], (byte[]) a[1]),
            "hmac", a -> Hashing.hmac((String) a[0], (byte[]) a[1], (byte[]) a[2]),
            "equalBytes", a -> Hashing.equal((byte[]) a[0], (byte[]) a[1]));

    private HostSystem() {}

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
