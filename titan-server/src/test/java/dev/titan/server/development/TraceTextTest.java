package dev.titan.server.development;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.server.development.RequestTrace.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTextTest {
    @Test
    void saysWhatASliceWaitedFor() {
        assertEquals(
                "run 1.0 · suspended 4.0: fetch, sleep ×2 · run 0.5",
                TraceText.of(List.of(
                        span("operation", "fetch", 0.9, 4),
                        span("operation", "sleep", 0.9, 2),
                        span("operation", "sleep", 1, 3),
                        span("run", "", 0, 1),
                        span("run", "", 5, 0.5))));
    }

    @Test
    void tellsAThreadThatWasHeldApartFromOneThatRan() {
        assertEquals(
                "run 1.5 · held its thread 3.0: sleep (failed) · suspended 1.0 · run 0.5",
                TraceText.of(List.of(
                        new Span("operation", "sleep", millis(1), millis(3), true),
                        span("held", "", 1, 3),
                        span("run", "", 0, 1.5),
                        span("run", "", 5.5, 0.5))));
    }

    @Test
    void staysALineWhateverARequestDoes() {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            spans.add(span("run", "", i, 1));
        }
        assertEquals("run 1.0 · ".repeat(12) + "88 more slices", TraceText.of(spans));
        assertEquals("", TraceText.of(List.of()));
    }

    private static Span span(String kind, String name, double start, double lasted) {
        return new Span(kind, name, millis(start), millis(lasted), false);
    }

    private static long millis(double value) {
        return Math.round(value * 1e6);
    }
}
