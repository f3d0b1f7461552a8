package dev.titan.server.telemetry;

import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/** Makes ids, but for spans that JavaScript has given one already. */
final class SpanIds implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<@Nullable String> given = new ThreadLocal<>();

    /** The next span that this thread makes has this id; null for one that is made up. */
    void next(@Nullable String id) {
        given.set(id);
    }

    @Override
    public String generateSpanId() {
        String id = given.get();
        return id == null ? random.generateSpanId() : id;
    }

    @Override
    public String generateTraceId() {
        return random.generateTraceId();
    }

    @Override
    public boolean generatesRandomTraceIds() {
        return random.generatesRandomTraceIds();
    }
}
