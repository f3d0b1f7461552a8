package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "0.0.0.0,0.0.0.0",
        "255.255.255.255,255.255.255.255",
        "::,0:0:0:0:0:0:0:0",
        "::1,0:0:0:0:0:0:0:1",
        "2001:DB8::8:800:200c:417a,2001:db8:0:0:8:800:200c:417a",
        "1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33,64:ff9b:0:0:0:0:c000:221",
        "::ffff:10.1.2.3,10.1.2.3",
    })
    void readsAddresses(String text, String expected) {
        InetAddress address = IpLiteral.parse(text);
        assertNotNull(address);
        assertEquals(expected, address.getHostAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "1..3.4",
                "1.2.3.4/8",
                "0x7f.0.0.1",
                "2130706433",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "::1%eth0",
                "[::1]",
                "12345::",
                "g::",
                "1:",
                ":1",
                "::1.2.3",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::\u0661"
            })
    void refusesEverythingElse(String text) {
        assertNull(IpLiteral.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "0:0:0:0:0:0:0:0,::",
        "0:0:0:0:0:0:0:1,::1",
        "1:0:0:0:0:0:0:0,1::",
        "2001:0DB8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "0:1:0:0:0:1:0:0,0:1::1:0:0",
    })
    void writesTheCanonicalForm(String text, String expected) {
        InetAddress address = IpLiteral.parse(text);
        assertNotNull(address);
        assertEquals(expected, IpLiteral.format(address));
    }
}
