package dev.titan.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void goesOnWithATrace() {
        TraceContext context = TraceContext.of("00-" + TRACE + "-" + PARENT + "-01", "a=b");
        assertEquals(TRACE, context.traceId());
        assertEquals(PARENT, context.parentId());
        assertNotEquals(PARENT, context.spanId());
        assertEquals("00-" + TRACE + "-" + context.spanId() + "-01", context.traceparent());
        assertEquals("a=b", context.state());
    }

    @Test
    void readsALaterVersionAndOnlyTheFlagThatIsKnown() {
        TraceContext context = TraceContext.of("01-" + TRACE + "-" + PARENT + "-fe-more", "");
        assertEquals(TRACE, context.traceId());
        assertTrue(context.traceparent().endsWith("-00"), context.traceparent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01"
            })
    void beginsATraceWhereThereIsNone(String traceparent) {
        TraceContext context = TraceContext.of(traceparent, "a=b");
        assertNotEquals(TRACE, context.traceId());
        assertEquals("", context.parentId());
        assertEquals("", context.state());
        assertTrue(
                context.traceparent().matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00"),
                context.traceparent());
    }
}
