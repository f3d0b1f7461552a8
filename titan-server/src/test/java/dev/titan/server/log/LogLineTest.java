package dev.titan.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.titan.config.TitanConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLineTest {
    private static final Redaction NOTHING_HIDDEN = new Redaction(List.of());

    private static LoggingEvent event(String message, @Nullable Throwable error, KeyValuePair... pairs) {
        LoggingEvent event = new LoggingEvent(
                "here", new LoggerContext().getLogger("app"), Level.WARN, message, error, new Object[0]);
        event.setTimeStamp(1_767_225_600_123L);
        event.setKeyValuePairs(List.of(pairs));
        return event;
    }

    @Test
    void isOneLineOfJsonWhateverTheMessageHolds() {
        String line = new JsonLine(NOTHING_HIDDEN)
                .doLayout(event(
                        "a\n\"b\" \u001b[31m",
                        null,
                        new KeyValuePair("requestId", "r-1"),
                        new KeyValuePair("level", "fake")));
        assertEquals(
                "{\"time\":\"2026-01-01T00:00:00.123Z\",\"level\":\"warn\",\"logger\":\"app\",\"message\":\"a\\n\\\"b\\\" \\u001B[31m\",\"requestId\":\"r-1\"}\n",
                line);
    }

    @Test
    void hasTheStackOfAnErrorInTheLine() {
        String line = new JsonLine(NOTHING_HIDDEN).doLayout(event("x", new IllegalStateException("why")));
        assertTrue(line.contains("\"error\":\"java.lang.IllegalStateException: why\\n\\tat "), line);
        assertEquals(1, line.lines().count());
    }

    @Test
    void putsPairsBehindTheMessageForPeople() {
        String line = new TextLine(false, NOTHING_HIDDEN).doLayout(event("hello", null, new KeyValuePair("id", 7)));
        assertTrue(line.matches("\\d\\d:\\d\\d:00\\.123 WARN  hello id=7\n"), line);
    }

    @Test
    void putsPairsBehindTheFirstLineOfTheMessage() {
        String line = new TextLine(false, NOTHING_HIDDEN)
                .doLayout(event("failed: why\n    at a\n    at b", null, new KeyValuePair("id", 7)));
        assertTrue(line.endsWith(" WARN  failed: why id=7\n    at a\n    at b\n"), line);
    }

    @Test
    void makesTheLevelStandOutAndThePairsStepBackOnATerminalWithColours() {
        String line = new TextLine(true, NOTHING_HIDDEN).doLayout(event("hello", null, new KeyValuePair("id", 7)));
        assertTrue(line.endsWith(" \u001b[33mWARN \u001b[0m hello \u001b[2mid=7\u001b[0m\n"), line);
    }

    @Test
    void hidesWhatTheNamesOfFieldsSayIsSecret() {
        Redaction redaction = new Redaction(TitanConfig.Log.DEFAULTS.redact());
        LoggingEvent event = event(
                "signed in",
                null,
                new KeyValuePair("PASSWORD", "p1"),
                new KeyValuePair("stripeApiKeys", List.of("p2")),
                new KeyValuePair("key", "user:1"),
                new KeyValuePair("passwordSet", true),
                new KeyValuePair("headers", Map.of("Set-Cookie", "p3")),
                new KeyValuePair("list", List.of(Map.of("access_token", 12), "x")));
        String json = new JsonLine(redaction).doLayout(event);
        assertTrue(
                json.endsWith(
                        "\"PASSWORD\":\"******\",\"stripeApiKeys\":\"******\",\"key\":\"user:1\",\"passwordSet\":true,\"headers\":{\"Set-Cookie\":\"******\"},\"list\":[{\"access_token\":\"******\"},\"x\"]}\n"),
                json);
        String text = new TextLine(false, redaction).doLayout(event);
        assertTrue(text.contains(" PASSWORD=****** stripeApiKeys=****** key=user:1 "), text);
    }
}
