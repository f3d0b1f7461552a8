package dev.titan.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadRequestTest {
    private static final LoadTarget TARGET = new LoadTarget(false, "localhost", 3000);

    private static final String DEFAULTS = "host: localhost:3000\r\nuser-agent: titan-bench\r\naccept: */*\r\n";

    private static String text(LoadRequest request) {
        return new String(request.bytes(TARGET), StandardCharsets.UTF_8);
    }

    @Test
    void sendsWhatEveryRequestNeeds() {
        assertEquals(
                "GET /a?b=1 HTTP/1.1\r\nhost: localhost:3000\r\nuser-agent: titan-bench\r\naccept: */*\r\n\r\n",
                text(new LoadRequest("GET", "/a?b=1", List.of(), null)));
    }

    @Test
    void headersTakeThePlaceOfDefaultsAndMayComeTwice() {
        LoadRequest request = new LoadRequest(
                "GET",
                "/",
                List.of(Map.entry("Host", "shop.example"), Map.entry("X-A", "1"), Map.entry("X-A", "2")),
                null);
        assertEquals(
                "GET / HTTP/1.1\r\nuser-agent: titan-bench\r\naccept: */*\r\nHost: shop.example\r\nX-A: 1\r\nX-A: 2\r\n\r\n",
                text(request));
    }

    @Test
    void aBodyHasItsLengthInBytesAndIsJsonUnlessAHeaderSaysOtherwise() {
        byte[] body = "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "POST / HTTP/1.1\r\n" + DEFAULTS
                        + "content-type: application/json\r\ncontent-length: 10\r\n\r\n{\"a\":\"é\"}",
                text(new LoadRequest("POST", "/", List.of(), body)));
        assertEquals(
                "PUT / HTTP/1.1\r\n" + DEFAULTS + "Content-Type: text/plain\r\ncontent-length: 0\r\n\r\n",
                text(new LoadRequest("PUT", "/", List.of(Map.entry("Content-Type", "text/plain")), new byte[0])));
    }

    @Test
    void aTargetIsReadFromItsUrl() {
        assertEquals(new LoadTarget(false, "localhost", 80), LoadTarget.of(URI.create("http://localhost/x")));
        assertEquals(new LoadTarget(true, "::1", 8443), LoadTarget.of(URI.create("HTTPS://[::1]:8443")));
        assertEquals("https://[::1]:8443", new LoadTarget(true, "::1", 8443).toString());
        assertEquals("http://localhost", new LoadTarget(false, "localhost", 80).toString());
        for (String url : List.of("localhost:3000", "ftp://host/", "http:///x", "/x")) {
            assertThrows(IllegalArgumentException.class, () -> LoadTarget.of(URI.create(url)), url);
        }
    }
}
