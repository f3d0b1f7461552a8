package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("access");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void logsEachRequestWithoutItsQuery() throws Exception {
        String requestId;
        try (TestServer server = TestServer.builder()
                .action("/actions/test", "return 'four'")
                .options(TestOptions.accessLog())
                .start()) {
            requestId = server.send(server.request("/actions/test?token=secret").header("X-Forwarded-For", "192.0.2.7"))
                    .headers()
                    .firstValue("x-request-id")
                    .orElseThrow();
            assertEquals(404, server.get("/absent").statusCode());
        }
        List<Map<String, Object>> logged =
                lines.list.stream().map(AccessLogTest::pairs).toList();
        assertEquals(2, logged.size());
        Map<String, Object> first = logged.get(0);
        assertFalse(((Double) first.remove("ms")).isNaN());
        assertEquals(
                "{ip=192.0.2.7, method=GET, path=/actions/test, status=200, bytes=4, requestId=" + requestId + "}",
                first.toString());
        assertEquals(404, logged.get(1).get("status"));
        assertEquals("127.0.0.1", logged.get(1).get("ip"));
    }

    @Test
    void logsNothingUnlessConfigured() throws Exception {
        try (TestServer server = TestServer.of("return 1")) {
            server.get("/actions/test");
        }
        assertEquals(List.of(), lines.list);
    }

    @Test
    void encodesWhatCouldEndALine() {
        assertEquals("/a%0Ab%20%22c%5C%7F%E9", AccessLog.visible("/a\nb \"c\\\u007f\u00e9"));
        assertEquals("/a%20b?c=d", AccessLog.visible("/a%20b?c=d"));
    }

    private static Map<String, Object> pairs(ILoggingEvent event) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        event.getKeyValuePairs().forEach(pair -> pairs.put(pair.key, pair.value));
        return pairs;
    }
}
