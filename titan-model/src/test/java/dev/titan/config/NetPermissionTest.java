package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetPermissionTest {
    private static final NetPermission PUBLIC = NetPermission.of(List.of("public"));

    private static InetAddress address(String text) {
        return Objects.requireNonNull(IpLiteral.parse(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "3fff::1",
                "5f00::1"
            })
    void whatIsNotPublicIsRefused(String text) {
        assertFalse(PUBLIC.allows("example.com", 80, address(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::808:808",
                "2002:808:808::1",
                "::ffff:8.8.8.8"
            })
    void whatIsPublicIsAllowed(String text) {
        assertTrue(PUBLIC.allows("example.com", 80, address(text)));
    }

    @Test
    void aListIsTheWholeOfWhatIsAllowed() {
        NetPermission some = NetPermission.of(
                List.of("api.Example.com", "db.internal:5432", "10.0.0.0/8", "[::1]:81", "192.168.1.1:80"));
        InetAddress anywhere = address("192.168.9.9");
        assertTrue(some.allows("api.example.com", 443, anywhere));
        assertFalse(some.allows("www.api.example.com", 443, anywhere));
        assertTrue(some.allows("db.internal", 5432, anywhere));
        assertFalse(some.allows("db.internal", 5433, anywhere));
        assertTrue(some.allows("whatever", 1, address("10.255.0.1")));
        assertTrue(some.allows("localhost", 81, address("::1")));
        assertFalse(some.allows("localhost", 82, address("::1")));
        assertTrue(some.allows("192.168.1.1", 80, address("192.168.1.1")));
        assertFalse(some.allows("example.com", 80, address("8.8.8.8")));
        assertFalse(NetPermission.of(List.of()).allows("example.com", 80, address("8.8.8.8")));
    }

    @Test
    void developmentAddsTheMachineItself() {
        NetPermission development = PUBLIC.withLoopback();
        assertTrue(development.allows("localhost", 3000, address("127.0.0.1")));
        assertTrue(development.allows("localhost", 3000, address("::1")));
        assertFalse(development.allows("router", 80, address("192.168.1.1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://a",
                "a b",
                "a:0",
                "a:65536",
                "a:x",
                "10.0.0.0/33",
                "*.example.com",
                "-a",
                "a..b",
                "[::1"
            })
    void whatIsNoEntryIsRefused(String entry) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> NetPermission.of(List.of(entry)));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("\"" + entry + "\" is not a "), refused.getMessage());
    }
}
