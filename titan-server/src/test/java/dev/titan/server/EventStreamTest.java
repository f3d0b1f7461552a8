package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Server-sent events. */
class EventStreamTest {
    private static TestServer serve(String body) throws Exception {
        return TestServer.builder().action("/actions/test", body).start();
    }

    @Test
    void sendsEvents() throws Exception {
        String body = """
                return t.response.sse((async function* () {
                  yield 'two\\nlines';
                  yield { event: 'tick', id: 7, data: { n: 1 } };
                  yield { n: 2 };
                  yield { comment: 'hello', retry: 100 };
                })(), { retry: 2000 });
                """;
        try (TestServer server = serve(body)) {
            var answer = server.get("/actions/test");
            assertEquals(
                    "text/event-stream",
                    answer.headers().firstValue("Content-Type").orElse(""));
            assertEquals(
                    "no-cache", answer.headers().firstValue("Cache-Control").orElse(""));
            assertEquals("""
                    retry: 2000

                    data: two
                    data: lines

                    event: tick
                    id: 7
                    data: {"n":1}

                    data: {"n":2}

                    : hello
                    retry: 100

                    """, answer.body());
        }
    }

    @Test
    void sendsACommentWhereNoEventComes() throws Exception {
        String body = """
                return t.response.sse((async function* () { await new Promise(() => {}); })(), { heartbeat: 20 });
                """;
        try (TestServer server = serve(body);
                RawConnection client = server.connect()) {
            client.send("GET /actions/test HTTP/1.1\r\nHost: a\r\n\r\n");
            client.head();
            assertEquals(":\n\n", client.chunk());
            assertEquals(":\n\n", client.chunk());
        }
    }

    @Test
    void refusesAnEventThatWouldBreakTheFormat() throws Exception {
        try (TestServer server = serve("return t.response.sse([{ id: 'a\\nb', data: 1 }])")) {
            assertEquals(500, server.get("/actions/test").statusCode());
        }
    }
}
