package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.config.Cors;
import dev.titan.server.content.LoopbackServer;
import dev.titan.server.content.Reply;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsHandlerTest {
    private static final List<String> METHODS = List.of("GET", "POST");

    @Test
    void namesTheOriginThatMayRead() throws IOException {
        Reply reply = get(cors(List.of("https://*.shop.example"), true), "https://a.shop.example");
        assertEquals("https://a.shop.example", reply.header("access-control-allow-origin"));
        assertEquals("true", reply.header("access-control-allow-credentials"));
        assertEquals("Origin", reply.header("vary"));
        assertEquals("X-Total", reply.header("access-control-expose-headers"));
        assertEquals("answer", reply.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "", "https://shop.example"})
    void saysNothingToOthersButThatTheAnswerVaries(String origin) throws IOException {
        Reply reply = get(cors(List.of("https://*.shop.example"), true), origin);
        assertEquals("", reply.header("access-control-allow-origin"));
        assertEquals("", reply.header("access-control-allow-credentials"));
        assertEquals("", reply.header("access-control-expose-headers"));
        assertEquals("Origin", reply.header("vary"));
        assertEquals("answer", reply.text());
    }

    @Test
    void variesAlsoWithoutAnOrigin() throws IOException {
        try (LoopbackServer server = serve(cors(List.of("https://shop.example"), false))) {
            assertEquals("Origin", server.get("/").header("vary"));
        }
    }

    @Test
    void answersAnyOriginWithAStarAndNoVary() throws IOException {
        Reply reply = get(cors(List.of("*"), false), "https://anything.example");
        assertEquals("*", reply.header("access-control-allow-origin"));
        assertEquals("", reply.header("vary"));
    }

    @Test
    void neverSendsAStarWithCredentials() throws IOException {
        Cors both = cors(List.of("*", "https://shop.example"), true);
        Reply stranger = get(both, "https://anything.example");
        assertEquals("*", stranger.header("access-control-allow-origin"));
        assertEquals("", stranger.header("access-control-allow-credentials"));
        Reply named = get(both, "https://shop.example");
        assertEquals("https://shop.example", named.header("access-control-allow-origin"));
        assertEquals("true", named.header("access-control-allow-credentials"));
    }

    @Test
    void answersAPreflight() throws IOException {
        Reply reply = preflight(
                cors(List.of("https://shop.example"), true),
                "Origin: https://shop.example",
                "Access-Control-Request-Method: PUT",
                "Access-Control-Request-Headers: content-type, authorization");
        assertEquals(204, reply.status());
        assertEquals("https://shop.example", reply.header("access-control-allow-origin"));
        assertEquals("true", reply.header("access-control-allow-credentials"));
        assertEquals("GET, POST", reply.header("access-control-allow-methods"));
        assertEquals("content-type, authorization", reply.header("access-control-allow-headers"));
        assertEquals("60", reply.header("access-control-max-age"));
        assertEquals("Origin, Access-Control-Request-Headers", reply.header("vary"));
        assertEquals("", reply.text());
    }

    @Test
    void allowsOnlyConfiguredHeaders() throws IOException {
        Cors cors = new Cors(List.of("*"), METHODS, List.of("x-key"), List.of(), false, 0);
        Reply reply = preflight(
                cors,
                "Origin: https://a.example",
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: x-other");
        assertEquals("x-key", reply.header("access-control-allow-headers"));
        assertEquals("", reply.header("access-control-max-age"));
    }

    @Test
    void answersAPreflightOfStrangersWithNothing() throws IOException {
        Reply reply = preflight(
                cors(List.of("https://shop.example"), true),
                "Origin: https://evil.example",
                "Access-Control-Request-Method: PUT");
        assertEquals(204, reply.status());
        assertEquals("", reply.header("access-control-allow-origin"));
        assertEquals("", reply.header("access-control-allow-methods"));
    }

    @Test
    void leavesOtherOptionsRequestsToTheApp() throws IOException {
        Reply reply = preflight(cors(List.of("https://shop.example"), true), "Origin: https://shop.example");
        assertEquals("answer", reply.text());
        assertEquals("https://shop.example", reply.header("access-control-allow-origin"));
    }

    @Test
    void leavesWhatTheActionHasSet() throws IOException {
        CorsHandler cors = new CorsHandler(cors(List.of("https://shop.example"), true), exchange -> {
            exchange.getResponseHeaders().put(new HttpString("Access-Control-Allow-Origin"), "https://own.example");
            exchange.getResponseSender().send("answer");
        });
        try (LoopbackServer server = new LoopbackServer(cors)) {
            Reply reply = server.get("/", "Origin: https://shop.example");
            assertEquals("https://own.example", reply.header("access-control-allow-origin"));
            assertEquals("", reply.header("access-control-allow-credentials"));
        }
    }

    private static Cors cors(List<String> origins, boolean credentials) {
        return new Cors(origins, METHODS, List.of(), List.of("X-Total"), credentials, 60);
    }

    private static Reply get(Cors cors, String origin) throws IOException {
        try (LoopbackServer server = serve(cors)) {
            return server.get("/", "Origin: " + origin);
        }
    }

    private static Reply preflight(Cors cors, String... headers) throws IOException {
        try (LoopbackServer server = serve(cors)) {
            return server.request("OPTIONS", "/", headers);
        }
    }

    private static LoopbackServer serve(Cors cors) {
        return new LoopbackServer(
                new CorsHandler(cors, exchange -> exchange.getResponseSender().send("answer")));
    }
}
