package dev.titan.host.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.host.HostText;
import dev.titan.host.NoScope;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FetchProxyTest {
    private static String get(Fetch fetch, String url) {
        Object answer = fetch.start(new OperationCall(List.of("GET\n" + url + "\nfollow\n"), null, NoScope.INSTANCE))
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        return ((HostText) answer).text();
    }

    private static String code(Fetch fetch, String url) {
        CompletionException thrown = assertThrows(CompletionException.class, () -> get(fetch, url));
        return assertInstanceOf(OperationException.class, thrown.getCause()).code();
    }

    private static Fetch fetch(Map<String, String> environment, String... net) {
        return new Fetch(Limits.DEFAULTS.fetch(), NetPermission.of(List.of(net)), environment, null);
    }

    @Test
    void aProxyIsToldTheWholeUrl() throws Exception {
        try (FaultServer proxy = new FaultServer();
                FaultServer near = new FaultServer();
                Fetch fetch = fetch(
                        Map.of("http_proxy", "me:secret@127.0.0.1:" + proxy.port()), "api.example", "127.0.0.1")) {
            proxy.says("http://api.example/a?b", "by proxy");
            near.says("/", "direct");
            assertTrue(get(fetch, "http://api.example/a?b").endsWith("by proxy"));
            assertTrue(get(fetch, "http://api.example/a?b").endsWith("by proxy"));
            assertTrue(get(fetch, near.url("/")).endsWith("direct"));
            assertEquals(1, proxy.connections.get());
            String request = proxy.requests.get(0);
            assertTrue(request.contains("host: api.example\r\n"), request);
            assertTrue(request.contains("proxy-authorization: Basic bWU6c2VjcmV0\r\n"), request);
        }
    }

    @Test
    void aProxyIsNoWayAroundPermissions() throws Exception {
        try (FaultServer proxy = new FaultServer();
                Fetch fetch = fetch(Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port()), "public")) {
            assertEquals("EACCES", code(fetch, "http://169.254.169.254/latest"));
            assertEquals("EACCES", code(fetch, "http://10.0.0.1/"));
            assertEquals("ENOTFOUND", code(fetch, "http://no-such-host.invalid/"));
            assertEquals(0, proxy.connections.get());
        }
    }

    @Test
    void aProxyThatDoesNotAnswerIsNamed() {
        try (Fetch fetch = fetch(Map.of("HTTP_PROXY", "http://127.0.0.1:1"), "api.example")) {
            assertEquals("EPROXY", code(fetch, "http://api.example/"));
        }
        try (Fetch fetch = fetch(Map.of("HTTP_PROXY", "socks5://127.0.0.1:1"), "api.example")) {
            OperationException thrown = assertThrows(OperationException.class, () -> get(fetch, "http://api.example/"));
            assertEquals("EPROXY", thrown.code());
            assertTrue(String.valueOf(thrown.getMessage()).contains("HTTP_PROXY is \"socks5://127.0.0.1:1\""));
        }
    }

    @Test
    void someOriginsAreReachedWithoutAProxy() {
        Proxies proxies = Proxies.of(Map.of(
                "HTTP_PROXY",
                "http://p:1",
                "no_proxy",
                " internal.example, .below.example,10.0.0.0/8, one.example:8080 ,::1"));
        for (String direct : List.of(
                "internal.example", "a.internal.example", "a.below.example", "10.1.2.3", "localhost", "127.0.0.7")) {
            assertNull(proxies.forOrigin(new OriginPool.Key(false, direct, 80)), direct);
        }
        assertNull(proxies.forOrigin(new OriginPool.Key(false, "one.example", 8080)));
        for (String behind : List.of("below.example", "notinternal.example", "11.0.0.1", "one.example")) {
            assertEquals("p:1", String.valueOf(proxies.forOrigin(new OriginPool.Key(false, behind, 80))), behind);
        }
        assertNull(proxies.forOrigin(new OriginPool.Key(true, "below.example", 443)));
    }
}
