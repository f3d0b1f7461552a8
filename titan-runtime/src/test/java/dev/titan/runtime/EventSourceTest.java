package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventSourceTest {
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", exchange -> {
            String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            String text = last == null
                    ? "\ufeff: a comment\r\nretry: 5\r\nid: 7\r\nevent: tick\r\ndata: a\r\ndata:b\r\n\r\nid: 8\n\ndata: unfinished"
                    : "data: after " + last + "\n\n";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                for (byte one : bytes) {
                    out.write(one);
                    out.flush();
                }
            }
        });
        server.createContext("/no-stream", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String run(String body) throws Exception {
        String origin =
                "const origin = 'http://127.0.0.1:" + server.getAddress().getPort() + "';";
        try (TestRuntime app = new TestRuntime(
                origin + "export default defineAction(() => new Promise((resolve) => {" + body + "}))")) {
            return app.text(0);
        }
    }

    @Test
    void eventsArriveAndTheConnectionIsMadeAgainFromTheLastId() throws Exception {
        assertEquals("[\"open\",\"tick a\\nb 7 true\",\"error 0\",\"open\",\"message after 8\",2]", run("""
                        const source = new EventSource(origin + '/events');
                        const seen = [];
                        source.onopen = () => seen.push('open');
                        source.onerror = () => seen.push('error ' + source.readyState);
                        source.addEventListener('tick', (e) => seen.push(`tick ${e.data} ${e.lastEventId} ${e.origin === origin}`));
                        source.onmessage = (e) => {
                          seen.push('message ' + e.data);
                          source.close();
                          resolve([...seen, source.readyState]);
                        };
                        """));
    }

    @Test
    void whatPermissionsDoNotAllowFailsForGoodAndSaysWhichLineAllowsIt() throws Exception {
        assertEquals(
                "[2,\"PermissionError\",\"t.fetch may not connect to 10.0.0.1: add \\\"10.0.0.1\\\" to permissions.net in titan.config.json\"]",
                run("""
                        const source = new EventSource('http://10.0.0.1/');
                        source.onerror = (e) => resolve([source.readyState, e.error.name, e.message]);
                        """));
    }

    @Test
    void whatIsNoEventStreamFailsForGood() throws Exception {
        assertEquals("[2,\"SyntaxError\",true]", run("""
                        const source = new EventSource(origin + '/no-stream');
                        let error;
                        try { new EventSource('/relative') } catch (e) { error = e.name }
                        source.onerror = (e) => resolve([source.readyState, error, e.message.startsWith('EventSource: ' + origin + '/no-stream answered with the status ')]);
                        """));
    }
}
