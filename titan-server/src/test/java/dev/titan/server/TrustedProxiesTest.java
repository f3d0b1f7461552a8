package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.config.Cidr;
import dev.titan.config.IpLiteral;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    private static final ClientAddress DIRECT = new ClientAddress("10.0.0.1", "http", "titan.local:3000");

    @Test
    void believesNobodyUnlessConfigured() {
        assertEquals(DIRECT, client("10.0.0.1", "", "X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https"));
    }

    @Test
    void believesOnlyTrustedPeers() {
        assertEquals(
                new ClientAddress("198.51.100.1", "http", "titan.local:3000"),
                client("198.51.100.1", "10.0.0.0/8", "X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.8"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7|192.0.2.7",
                "6.6.6.6, 192.0.2.7|192.0.2.7",
                "192.0.2.7, 10.2.2.2, 10.3.3.3|192.0.2.7",
                "6.6.6.6, 192.0.2.7, 10.2.2.2|192.0.2.7",
                "10.1.1.1, 10.2.2.2|10.1.1.1",
                "192.0.2.7:51234|192.0.2.7",
                "2001:db8:0:0:0:0:0:7|2001:db8::7",
                "[2001:db8::7]:443|2001:db8::7",
                "::ffff:192.0.2.7|192.0.2.7",
                "unknown|10.0.0.1",
                "192.0.2.7, unknown, 10.2.2.2|10.2.2.2",
                "192.0.2.7,|10.0.0.1",
                "'<script>'|10.0.0.1",
                "1.2.3.4.5|10.0.0.1",
                "[::1|10.0.0.1",
            })
    void readsTheRightmostUntrustedAddress(String chain, String ip) {
        assertEquals(
                ip,
                client("10.0.0.1", "10.0.0.0/8", "X-Forwarded-For: " + chain).ip());
    }

    @Test
    void readsSeveralFieldsAsOneList() {
        assertEquals(
                "192.0.2.7",
                client("10.0.0.1", "10.0.0.0/8", "X-Forwarded-For: 192.0.2.7", "X-Forwarded-For: 10.2.2.2")
                        .ip());
    }

    @Test
    void takesSchemeAndHostFromTrustedProxies() {
        assertEquals(
                new ClientAddress("192.0.2.7", "https", "shop.example"),
                client(
                        "10.0.0.1",
                        "10.0.0.0/8",
                        "X-Forwarded-For: 192.0.2.7",
                        "X-Forwarded-Proto: HTTPS",
                        "X-Forwarded-Host: shop.example"));
    }

    @Test
    void takesTheSchemeThatTheOutermostTrustedProxySaw() {
        assertEquals(
                "https",
                client(
                                "10.0.0.1",
                                "10.0.0.0/8",
                                "X-Forwarded-For: 192.0.2.7, 10.2.2.2",
                                "X-Forwarded-Proto: https, http")
                        .scheme());
        assertEquals(
                "http",
                client(
                                "10.0.0.1",
                                "10.0.0.0/8",
                                "X-Forwarded-For: 6.6.6.6, 192.0.2.7",
                                "X-Forwarded-Proto: https, http")
                        .scheme());
    }

    @ParameterizedTest
    @CsvSource({"X-Forwarded-Proto: gopher", "X-Forwarded-Host: a/b", "X-Forwarded-Host: a@b", "X-Forwarded-Host:"})
    void ignoresSchemesAndHostsThatAreNone(String field) {
        assertEquals(DIRECT, client("10.0.0.1", "10.0.0.0/8", field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.7;proto=https;host=shop.example|192.0.2.7|https|shop.example",
                "For=\"[2001:db8::7]:4711\" ; Proto=https|2001:db8::7|https|titan.local:3000",
                "for=6.6.6.6;proto=gopher, for=192.0.2.7;by=10.9.9.9|192.0.2.7|http|titan.local:3000",
                "for=192.0.2.7;proto=https,for=10.2.2.2;proto=http|192.0.2.7|https|titan.local:3000",
                "for=\"_hidden\";proto=https|10.0.0.1|https|titan.local:3000",
                "for=192.0.2.7;host=\"shop.example:8443\"|192.0.2.7|http|shop.example:8443",
                "for=192.0.2.7;|10.0.0.1|http|titan.local:3000",
                "for=\"192.0.2.7|10.0.0.1|http|titan.local:3000",
                "for=\"192.0.2.7\\|10.0.0.1|http|titan.local:3000",
                "for 192.0.2.7|10.0.0.1|http|titan.local:3000",
                "for=192.0.2.7 for=192.0.2.8|10.0.0.1|http|titan.local:3000",
            })
    void readsTheStandardField(String field, String ip, String scheme, String host) {
        assertEquals(new ClientAddress(ip, scheme, host), client("10.0.0.1", "10.0.0.0/8", "Forwarded: " + field));
    }

    @Test
    void believesNeitherOfTwoChainsThatDisagree() {
        assertEquals(
                DIRECT,
                client(
                        "10.0.0.1",
                        "10.0.0.0/8",
                        "X-Forwarded-For: 192.0.2.7",
                        "X-Forwarded-Proto: https",
                        "Forwarded: for=6.6.6.6;proto=https"));
    }

    @Test
    void believesTwoChainsThatAgree() {
        assertEquals(
                "192.0.2.7",
                client("10.0.0.1", "10.0.0.0/8", "X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.7")
                        .ip());
    }

    private static ClientAddress client(String peer, String trusted, String... fields) {
        HeaderMap headers = new HeaderMap();
        for (String field : fields) {
            int colon = field.indexOf(':');
            headers.add(
                    new HttpString(field.substring(0, colon)),
                    field.substring(colon + 1).trim());
        }
        TrustedProxies proxies = new TrustedProxies(Stream.of(trusted.split(","))
                .filter(b -> !b.isEmpty())
                .map(Cidr::parse)
                .toList());
        return proxies.client(Objects.requireNonNull(IpLiteral.parse(peer)), "http", "titan.local:3000", headers);
    }
}
