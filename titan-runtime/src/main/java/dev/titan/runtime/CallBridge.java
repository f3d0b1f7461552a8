package dev.titan.runtime;

import dev.titan.engine.HostFunction;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the code that serves calls asks of the host; the contract is {@code src/main/ts/kernel/host.ts}. Confined to the worker's thread. */
final class CallBridge {
    private final Worker worker;
    private final RateLimits rates;

    CallBridge(Worker worker, RateLimits rates) {
        this.worker = worker;
        this.rates = rates;
    }

    /** The functions by name. */
    Map<String, HostFunction> functions() {
        return Map.of(
                "openStream",
                a -> {
                    ServiceCall call = find(a[0]);
                    return call == null ? 0 : call.caller().openStream(call);
                },
                "keepToken",
                a -> {
                    ServiceCall call = find(a[0]);
                    if (call != null) {
                        call.caller().keepToken(text(a[1]));
                    }
                    return null;
                },
                "retryAfter",
                a -> {
                    ServiceCall call = find(a[0]);
                    if (call != null && a[1] instanceof Number seconds) {
                        call.caller().retryAfter(call, seconds.longValue());
                    }
                    return null;
                },
                "admit",
                a -> rates.areShared() ? -1 : rates.take(text(a[0]), number(a[1]), number(a[2]), System.nanoTime()));
    }

    private static String text(@Nullable Object value) {
        return Objects.requireNonNull((String) value);
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 1;
    }

    private @Nullable ServiceCall find(@Nullable Object number) {
        return number instanceof Integer id && worker.find(id) instanceof ServiceCall call ? call : null;
    }
}
