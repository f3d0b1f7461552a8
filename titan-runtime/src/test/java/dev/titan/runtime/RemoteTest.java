package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code remote} from 'titan', with a server that answers what it is told. */
class RemoteTest {
    /** {success: true, data: 5} */
    private static final String FIVE = "82a773756363657373c3a46461746105";
    /** {success: false, error: {code: "429", name: "RateLimitError", message: "no"}} */
    private static final String REFUSED =
            "82a773756363657373c2a56572726f7283a4636f6465a3343239a46e616d65ae526174654c696d69744572726f72a76d657373616765a26e6f";

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer server;
    private volatile String answer = FIVE;

    @BeforeEach
    void listens() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/netron/invoke", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestHeaders().getFirst("authorization") + " "
                    + new String(body, StandardCharsets.ISO_8859_1));
            byte[] bytes = HexFormat.of().parseHex(answer);
            exchange.getResponseHeaders().set("content-type", "application/msgpack");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void closes() {
        server.stop(0);
    }

    private String run(String body) throws Exception {
        String action = "import { remote, RateLimitError, TransportLostError } from 'titan';"
                + "const maths = remote('maths@^1.0.0', 'http://127.0.0.1:"
                + server.getAddress().getPort() + "', { token: 's3cret' });"
                + "export default defineAction(async (req) => {" + body + "});";
        try (TestRuntime app = new TestRuntime(action)) {
            return app.text(0);
        }
    }

    @Test
    void aCallIsAwaited() throws Exception {
        assertEquals(
                "[5,5,5]",
                run(
                        "const first = await maths.add(2, 3); return [first, ...await Promise.all([maths.add(1, 4), maths.add(5, 0)])];"));
        String request = asked.poll(60, TimeUnit.SECONDS);
        assertTrue(request.startsWith("Bearer s3cret "), request);
        assertTrue(request.contains("maths@^1.0.0") && request.contains("add"), request);
    }

    @Test
    void aCallIsDrifted() throws Exception {
        assertEquals("[5,[5,5]]", run("return [drift(maths.add(2, 3)), drift([maths.add(1, 1), maths.add(2, 2)])];"));
    }

    @Test
    void anErrorHasItsClass() throws Exception {
        answer = REFUSED;
        assertEquals(
                "[true,429,\"no\"]",
                run(
                        "try { drift(maths.add(1)) } catch (e) { return [e instanceof RateLimitError, e.code, e.message] }"));
    }

    @Test
    void aServerThatIsNotThereIsAnErrorOfTransport() throws Exception {
        server.stop(0);
        assertEquals("true", run("return maths.add(1).catch((e) => e instanceof TransportLostError)"));
    }

    @Test
    void aCallDoesNotOutliveItsSignal() throws Exception {
        assertEquals(
                "\"AbortError\"",
                run(
                        "const other = remote('maths', 'http://127.0.0.1:"
                                + server.getAddress().getPort()
                                + "', { signal: AbortSignal.abort() }); return other.add(1).catch((e) => JSON.stringify(e.name))"));
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        assertEquals(
                "[\"remote: expected the id of a service, users@^1.0.0, not 5\",\"expected the address of a server, http:, https:, ws: or wss:, not 'x'\",true]",
                run(
                        "const message = (f) => { try { f() } catch (e) { return e.message } };"
                                + "return [message(() => remote(5)), message(() => remote('a', 'x')), (await maths) === maths]"));
    }

    @Test
    void aCallGetsTheTimeThatIsLeft() throws Exception {
        run("drift(t.sleep(100)); return drift(maths.add(2, 3));");
        String request = asked.poll(60, TimeUnit.SECONDS);
        int at = request.indexOf("timeout") + "timeout".length();
        assertEquals('\u00cd', request.charAt(at), "a number of 16 bits");
        int timeout = request.charAt(at + 1) << 8 | request.charAt(at + 2);
        assertTrue(timeout > 0 && timeout <= 29_900, timeout + " ms of the 30,000 that the request has in all");
    }
}
