package dev.titan.server.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final byte[] JSON = "{\"name\":\"value\"},".repeat(100).getBytes(StandardCharsets.UTF_8);
    private static LoopbackServer server;

    /** Answers with the status, type, size and one more field that the query names. */
    @BeforeAll
    static void start() {
        server = new LoopbackServer(exchange -> {
            String[] wanted = URLDecoder.decode(exchange.getQueryString(), StandardCharsets.UTF_8)
                    .split("\\|");
            exchange.setStatusCode(Integer.parseInt(wanted[0]));
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, wanted[1]);
            if (wanted.length > 3) {
                int colon = wanted[3].indexOf(':');
                exchange.getResponseHeaders()
                        .put(HttpString.tryFromString(wanted[3].substring(0, colon)), wanted[3].substring(colon + 1));
            }
            byte[] body = Arrays.copyOf(JSON, Integer.parseInt(wanted[2]));
            byte[] sent = Compression.encode(exchange, body);
            exchange.getResponseSender().send(ByteBuffer.wrap(sent));
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void compressesWhatIsLargeAndTextual() throws IOException {
        Reply reply = answer("gzip, deflate, br", "200|application/json|1700|ETag:\"a\"");
        assertEquals("gzip", reply.header("content-encoding"));
        assertEquals("Accept-Encoding", reply.header("vary"));
        assertEquals("W/\"a\"", reply.header("etag"));
        assertEquals(String.valueOf(reply.body().length), reply.header("content-length"));
        assertArrayEquals(JSON, new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes());
    }

    @Test
    void keepsWhatOthersVaryBy() throws IOException {
        assertEquals(
                "Origin, Accept-Encoding",
                answer("gzip", "200|application/json|1700|Vary:Origin").header("vary"));
        assertEquals("*", answer("gzip", "200|application/json|1700|Vary:*").header("vary"));
        assertEquals(
                "accept-encoding",
                answer("gzip", "200|application/json|1700|Vary:accept-encoding").header("vary"));
    }

    @Test
    void tellsCachesEvenWhenThisClientTakesNoGzip() throws IOException {
        Reply reply = answer("br", "200|application/json|1700");
        assertEquals("", reply.header("content-encoding"));
        assertEquals("Accept-Encoding", reply.header("vary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200|application/json|1023",
                "200|image/png|1700",
                "200|text/event-stream|1700",
                "206|application/json|1700",
                "200|application/json|1700|Content-Encoding:br",
                "200|application/json|1700|Content-Range:bytes 0-1/2",
                "200|application/json|1700|Cache-Control:private, No-Transform",
            })
    void leavesOthersAlone(String wanted) throws IOException {
        Reply reply = answer("gzip", wanted);
        assertEquals(wanted.contains("Content-Encoding") ? "br" : "", reply.header("content-encoding"));
        assertEquals("", reply.header("vary"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|gzip",
                "GZIP|gzip",
                "x-gzip|gzip",
                "deflate, gzip;q=0.5|gzip",
                "*|gzip",
                "gzip;q=0.001|gzip",
                "gzip; q=1.000|gzip",
                "gzip;q=0|''",
                "gzip;q=0.000|''",
                "*;q=0|''",
                "gzip;q=0, *|''",
                "identity, gzip;q=0.5|''",
                "gzip;q=0.5, identity;q=0.4|gzip",
                "gzip;q=x|''",
                "gzip;q=2|''",
                "gzip;q=0.1234|''",
                "gzip;q|''",
                "br|''",
                "gzipped|''",
                "''|''",
                ",, ,|''",
            })
    void readsWhatTheClientTakes(String accepted, String coding) throws IOException {
        assertEquals(coding, answer(accepted, "200|application/json|1700").header("content-encoding"));
    }

    @Test
    void survivesEverySizeAndContent() throws IOException {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 100, 8 << 10, 70_000, 1 << 20}) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            byte[] member = Gzip.compress(noise);
            assertArrayEquals(noise, new GZIPInputStream(new ByteArrayInputStream(member)).readAllBytes());
        }
    }

    private static Reply answer(String accepted, String wanted) throws IOException {
        return server.get("/?" + URLEncoder.encode(wanted, StandardCharsets.UTF_8), "Accept-Encoding: " + accepted);
    }
}
