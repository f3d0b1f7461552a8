package dev.titan.server;

import dev.titan.config.Limits;
import java.util.Map;

/** The default limits but for some, and with a shutdown that does not keep tests waiting. */
final class TestLimits {
    static final Limits QUICK = RecordCopy.with(Limits.DEFAULTS, Map.of("shutdownMs", 20));

    private TestLimits() {}

    /** @param changed values by component name */
    static Limits with(Map<String, ? extends Number> changed) {
        return RecordCopy.with(QUICK, changed);
    }
}
