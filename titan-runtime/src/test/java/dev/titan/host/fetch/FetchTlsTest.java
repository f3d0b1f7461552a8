package dev.titan.host.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.titan.config.Limits;
import dev.titan.config.NetPermission;
import dev.titan.host.HostText;
import dev.titan.host.NoScope;
import dev.titan.host.OperationCall;
import dev.titan.host.OperationException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FetchTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static KeyStore good;
    private static KeyStore otherHost;

    @BeforeAll
    static void makesKeys() throws Exception {
        good = key("good", "san=ip:127.0.0.1");
        otherHost = key("other", "san=dns:other.example");
    }

    /** A self-signed certificate for three days. */
    private static KeyStore key(String name, String san)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        san,
                        "-validity",
                        "3",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), output);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static KeyManagerFactory keys(KeyStore key) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(key, PASSWORD);
        return keys;
    }

    private static FaultServer server(KeyStore key) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = keys(key);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        return new FaultServer(socket).says("/", "over TLS");
    }

    /** Fetches from a server with this key. */
    private static Object fetch(KeyStore key, @Nullable KeyStore trusted) throws Exception {
        SslContext tls = trusted == null
                ? null
                : SslContextBuilder.forClient()
                        .trustManager((X509Certificate) trusted.getCertificate("k"))
                        .build();
        try (FaultServer server = server(key);
                Fetch fetch =
                        new Fetch(Limits.DEFAULTS.fetch(), NetPermission.of(List.of("127.0.0.1")), Map.of(), tls)) {
            return fetch.start(new OperationCall(
                            List.of("GET\nhttps://127.0.0.1:" + server.port() + "\nfollow\n"), null, NoScope.INSTANCE))
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static String failure(KeyStore key, @Nullable KeyStore trusted) {
        CompletionException thrown = assertThrows(CompletionException.class, () -> fetch(key, trusted));
        return assertInstanceOf(OperationException.class, thrown.getCause()).code();
    }

    @Test
    void aTrustedCertificateIsTaken() throws Exception {
        assertTrue(((HostText) fetch(good, good)).text().endsWith("over TLS"));
    }

    @Test
    void aTunnelOfAProxyLeadsToTheServerAndItsCertificateCounts() throws Exception {
        SslContext tls = SslContextBuilder.forClient()
                .trustManager((X509Certificate) otherHost.getCertificate("k"))
                .build();
        try (FaultServer server = server(otherHost);
                FaultServer proxy = new FaultServer();
                Fetch fetch = new Fetch(
                        Limits.DEFAULTS.fetch(),
                        NetPermission.of(List.of("other.example", "refused.example")),
                        Map.of("HTTPS_PROXY", "http://me:s%20ecret@127.0.0.1:" + proxy.port()),
                        tls)) {
            proxy.on("other.example:443", (socket, out) -> {
                out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                proxy.relay(socket, server.port());
            });
            proxy.on("refused.example:443", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            assertTrue(
                    ((HostText) fetch(fetch, "https://other.example/")).text().endsWith("over TLS"));
            String connect = proxy.requests.get(0);
            assertTrue(connect.startsWith("CONNECT other.example:443 HTTP/1.1\r\n"), connect);
            assertTrue(connect.contains("proxy-authorization: Basic bWU6cyBlY3JldA==\r\n"), connect);
            CompletionException refused =
                    assertThrows(CompletionException.class, () -> fetch(fetch, "https://refused.example/"));
            assertEquals(
                    "EPROXY",
                    assertInstanceOf(OperationException.class, refused.getCause())
                            .code());
        }
    }

    private static Fetch http2(int perHost) throws Exception {
        SslContext tls = SslContextBuilder.forClient()
                .trustManager((X509Certificate) good.getCertificate("k"))
                .applicationProtocolConfig(HttpTransport.PROTOCOLS)
                .build();
        return new Fetch(
                new Limits.Fetch(5_000, 20_000, 32 << 20, perHost),
                NetPermission.of(List.of("127.0.0.1")),
                Map.of(),
                tls);
    }

    private static String send(Fetch fetch, String method, String url, String body) {
        byte[] bytes = body.isEmpty() ? null : body.getBytes(StandardCharsets.UTF_8);
        Object answer = fetch.start(
                        new OperationCall(List.of(method + "\n" + url + "\nfollow\nx-a\nb"), bytes, NoScope.INSTANCE))
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        HostText text = (HostText) answer;
        return text.resource() instanceof FetchBody rest
                ? text.text() + new String(rest.read().join(), StandardCharsets.UTF_8)
                : text.text();
    }

    @Test
    void manyCallsShareAConnectionWhereTheServerSpeaksHttp2() throws Exception {
        try (Http2Upstream server = new Http2Upstream(keys(good), 10);
                Fetch fetch = http2(1)) {
            String url = "https://127.0.0.1:" + server.port();
            String first = send(fetch, "POST", url + "/a?b", "body");
            assertTrue(first.contains("x-answered\nyes"), first);
            assertFalse(first.contains("x-http2"), first);
            assertTrue(first.endsWith("POST /a?b body"), first);
            List<CompletableFuture<String>> all = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> send(fetch, "GET", url + "/" + i, "")))
                    .toList();
            for (int i = 0; i < all.size(); i++) {
                String answer = all.get(i).get(60, TimeUnit.SECONDS);
                assertTrue(answer.endsWith("GET /" + i + " "), answer);
            }
            assertEquals(1, server.connections.get());
            assertEquals("POST /a?b https", server.requests.get(0));
        }
    }

    @Test
    void largeBodiesOfHttp2ComeWhole() throws Exception {
        try (Http2Upstream server = new Http2Upstream(keys(good), 10);
                Fetch fetch = http2(4)) {
            Object answer = fetch(fetch, "https://127.0.0.1:" + server.port() + "/large");
            FetchBody body = assertInstanceOf(FetchBody.class, ((HostText) answer).resource());
            int length = 0;
            byte[] piece;
            while ((piece = body.next().toCompletableFuture().get(60, TimeUnit.SECONDS)) != null) {
                length += piece.length;
            }
            assertEquals(1 << 20, length);
        }
    }

    @Test
    void aBodyOfHttp2ThatNobodyReadsHoldsUpNoOther() throws Exception {
        try (Http2Upstream server = new Http2Upstream(keys(good), 100);
                Fetch fetch = http2(1)) {
            String url = "https://127.0.0.1:" + server.port();
            for (int i = 0; i < 20; i++) {
                fetch(fetch, url + "/large");
            }
            assertTrue(send(fetch, "GET", url + "/other", "").endsWith("GET /other "));
            assertEquals(1, server.connections.get());
        }
    }

    @Test
    void aStreamThatIsResetFailsAndAConnectionThatGoesAwayIsReplaced() throws Exception {
        try (Http2Upstream server = new Http2Upstream(keys(good), 10);
                Fetch fetch = http2(4)) {
            String url = "https://127.0.0.1:" + server.port();
            CompletionException reset =
                    assertThrows(CompletionException.class, () -> send(fetch, "POST", url + "/reset", "x"));
            assertEquals(
                    "ECONNRESET",
                    assertInstanceOf(OperationException.class, reset.getCause()).code());
            assertTrue(send(fetch, "GET", url + "/goaway", "").endsWith("GET /goaway "));
            for (int i = 0; i < 5; i++) {
                assertTrue(send(fetch, "GET", url + "/after", "").endsWith("GET /after "));
            }
            assertEquals(2, server.connections.get());
        }
    }

    private static Object fetch(Fetch fetch, String url) {
        return fetch.start(new OperationCall(List.of("GET\n" + url + "\nfollow\n"), null, NoScope.INSTANCE))
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void certificatesAreRefusedWithTheReasonAndNothingElseIsSaid() {
        Logger netty = (Logger) LoggerFactory.getLogger("io.netty.channel.DefaultChannelPipeline");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        netty.setLevel(Level.WARN);
        netty.addAppender(said);
        try {
            assertEquals("CERT_UNTRUSTED", failure(good, null));
            assertEquals("CERT_UNTRUSTED", failure(good, otherHost));
            assertEquals("CERT_ALTNAME_INVALID", failure(otherHost, otherHost));
            assertEquals(List.of(), List.copyOf(said.list));
        } finally {
            netty.detachAppender(said);
            netty.setLevel(null);
        }
        // A certificate that is trusted itself may be of any age, so one that has expired is not to be had without an
        // authority.
        Throwable late = new SSLHandshakeException("late")
                .initCause(new CertificateException("path", new CertificateExpiredException("late")));
        assertEquals(
                "CERT_HAS_EXPIRED",
                FetchErrors.of(FetchUrl.parse("https://a/"), false, new DecoderException(late))
                        .code());
    }
}
