package dev.titan.server.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.server.Development;
import dev.titan.server.RawConnection;
import dev.titan.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class DevelopmentEndpointTest {
    private static final String LOCAL = "Host: localhost\r\n";

    private final DevelopmentTools tools = new DevelopmentTools(Path.of("does-not-exist"), Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:3000",
                "shop.localhost:3000",
                "127.0.0.1",
                "127.0.0.1:3000",
                "127.9.8.7",
                "[::1]",
                "[::1]:3000",
                "[0:0:0:0:0:0:0:1]:1",
                "[::ffff:7f00:1]"
            })
    void isAnsweredUnderLocalNames(String host) throws Exception {
        assertTrue(LocalOnly.isLocalAuthority(host));
        try (TestServer server = start()) {
            assertTrue(ask(server, "Host: " + host + "\r\n").startsWith("HTTP/1.1 404 "), host);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:3000",
                "localhost.evil.example",
                "notlocalhost",
                "localhost@evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1@evil.example:80",
                "192.168.1.5:3000",
                "10.0.0.1",
                "0.0.0.0:3000",
                "[::]:3000",
                "[fe80::1]",
                "::1",
                "[127.0.0.1]",
                "2130706433",
                "0x7f.1",
                "127.1",
                "0177.0.0.1",
                "127.0.0.1:30a",
                "",
                "local host"
            })
    void isRefusedUnderAllOtherNames(String host) {
        assertFalse(LocalOnly.isLocalAuthority(host));
    }

    @Test
    void answersAForeignNameWithAProblem() throws Exception {
        try (TestServer server = start()) {
            String answer = ask(server, "Host: evil.example\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
            assertTrue(answer.contains("\"code\":\"TITAN_E403_LOCAL\""), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://localhost.evil.example:3000",
                "Origin: file://localhost",
                "Origin: http://localhost\r\nOrigin: http://evil.example",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors"
            })
    void refusesPagesOfOtherSites(String fields) throws Exception {
        try (TestServer server = start()) {
            String answer = ask(server, LOCAL + fields + "\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://localhost:3000",
                "Origin: https://127.0.0.1",
                "Origin: http://[::1]:3000",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate"
            })
    void answersItsOwnPages(String fields) throws Exception {
        try (TestServer server = start()) {
            assertTrue(ask(server, LOCAL + fields + "\r\n").startsWith("HTTP/1.1 404 "));
        }
    }

    @Test
    void answersOnlyTheMethodOfAResource() throws Exception {
        try (TestServer server = start()) {
            HttpResponse<String> answer = server.post("/__titan/events", "text/plain", "");
            assertEquals(405, answer.statusCode());
            assertEquals("GET, HEAD", answer.headers().firstValue("allow").orElse(""));
        }
    }

    @Test
    void isNotThereInProduction() throws Exception {
        try (TestServer server = TestServer.of("return 1")) {
            assertEquals(404, server.get("/__titan/events").statusCode());
            assertEquals(404, server.get("/__titan").statusCode());
        }
    }

    @Test
    void streamsWhatIsPublishedBehindHowThingsStand() throws Exception {
        tools.events().state("generation", Map.of("number", 1));
        tools.events().publish("request", Map.of("path", "/before"));
        try (TestServer server = start();
                RawConnection all = events(server, "");
                RawConnection some = events(server, "?topics=generation,log")) {
            String first = all.until("\"number\":1}\n");
            assertTrue(first.startsWith("HTTP/1.1 200 "), first);
            assertTrue(first.contains("Content-Type: text/event-stream"), first);
            assertTrue(first.toLowerCase(Locale.ROOT).contains("\r\ncache-control: no-store\r\n"), first);
            assertFalse(first.contains("/before"), first);
            some.until("\"number\":1}\n");
            tools.events().publish("request", Map.of("path", "/a\nb"));
            tools.events().publish("log", Map.of("text", "line"));
            assertTrue(all.until("line").contains("event:request\ndata:{\"path\":\"/a\\nb\"}\n"));
            assertFalse(some.until("line").contains("/a"));
        }
    }

    @Test
    void endsItsStreamsWhenTheServerStops() throws Exception {
        try (TestServer server = start();
                RawConnection client = events(server, "")) {
            tools.events().state("generation", Map.of("number", 1));
            client.until("\"number\":1}\n");
            assertTrue(server.server().stop());
            client.rest();
            assertFalse(tools.events().heard());
        }
    }

    @Test
    void cutsOffAClientThatReadsTooSlowly() throws Exception {
        try (TestServer server = start();
                RawConnection idle = events(server, "")) {
            tools.events().state("generation", Map.of("number", 1));
            idle.until("\"number\":1}\n");
            String much = "x".repeat(100_000);
            for (int i = 0; i < 5_000 && tools.events().heard(); i++) {
                tools.events().publish("log", Map.of("text", much));
            }
            assertFalse(tools.events().heard());
        }
    }

    private TestServer start() throws Exception {
        return TestServer.builder()
                .action("/a", "return 1")
                .development(new Development(request -> {}, tools.endpoint(), tools.errors()))
                .start();
    }

    private static String ask(TestServer server, String fields) throws Exception {
        try (RawConnection connection = server.connect()) {
            return connection
                    .send("GET /__titan/nothing HTTP/1.1\r\n" + fields + "\r\n")
                    .response();
        }
    }

    private static RawConnection events(TestServer server, String query) throws Exception {
        return server.connect().send("GET /__titan/events" + query + " HTTP/1.1\r\n" + LOCAL + "\r\n");
    }
}
