package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that must get an error and the end of their connection, each as the bytes on the wire. */
class RefusedRequestTest {
    private static final String BEHIND = "GET /actions/test HTTP/1.1\r\nHost: a\r\n\r\n";

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.builder()
                .action("/actions/test", "return String(await req.text())")
                .limits(TestLimits.with(Map.of("bodyMs", 1_000, "shutdownMs", 20)))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',400,TITAN_E400",
        "'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',400,TITAN_E400",
        "'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',501,TITAN_E501",
        "'X: a\r\n b\r\nContent-Length: 0\r\n\r\n',400,TITAN_E400",
        "'Content-Length: 18446744073709551617\r\n\r\na',400,TITAN_E400",
        "'Expect: nothing\r\nContent-Length: 1\r\n\r\na',417,TITAN_E417",
        "'Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n',400,TITAN_E400",
        "'Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n',400,TITAN_E400",
        "'Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n',400,TITAN_E400",
        "'Transfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n',408,TITAN_E408",
        "'Transfer-Encoding: chunked\r\n\r\n5;a\nb\r\nhello\r\n0\r\n\r\n',408,TITAN_E408",
    })
    void isRefusedAndNothingBehindItIsServed(String rest, int status, String code) throws Exception {
        try (RawConnection connection = server.connect()) {
            String reply = connection
                    .send("POST /actions/test HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n" + rest + BEHIND)
                    .rest();
            assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
            assertTrue(reply.contains("\"code\":\"" + code + "\""), reply);
            assertTrue(reply.contains("\r\nConnection: close\r\n"), reply);
            assertEquals(reply.indexOf("HTTP/1.1"), reply.lastIndexOf("HTTP/1.1"), reply);
        }
    }

    @Test
    void refusesTransferEncodingInHttp10() throws Exception {
        try (RawConnection connection = server.connect()) {
            String reply = connection
                    .send("POST /actions/test HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + BEHIND)
                    .rest();
            assertTrue(reply.startsWith("HTTP/1.0 400 "), reply);
            assertFalse(reply.contains(" 200 "), reply);
        }
    }

    @Test
    void servesChunkedBodiesWithExtensionsAndTrailers() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.send(
                    "POST /actions/test HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX: y\r\n\r\n" + BEHIND);
            assertTrue(connection.response().endsWith("\r\n\r\nhello"));
            assertTrue(connection.response().startsWith("HTTP/1.1 200 "));
        }
    }
}
