package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "10.9.8.7/8,10.0.0.1,true",
        "192.0.2.128/25,192.0.2.128,true",
        "192.0.2.128/25,192.0.2.127,false",
        "172.16.0.0/12,172.31.255.255,true",
        "172.16.0.0/12,172.32.0.0,false",
        "192.0.2.1,192.0.2.1,true",
        "192.0.2.1,192.0.2.2,false",
        "0.0.0.0/0,255.1.2.3,true",
        "0.0.0.0/0,::1,false",
        "::/0,2001:db8::1,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "10.0.0.0/8,::ffff:10.1.2.3,true",
        "::1,::1,true",
    })
    void containsWhatBeginsWithItsBits(String block, String address, boolean expected) {
        assertEquals(expected, Cidr.parse(block).contains(Objects.requireNonNull(IpLiteral.parse(address))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "::/129",
                "localhost",
                "10.0.0/8"
            })
    void refusesWhatIsNoBlockAndQuotesIt(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
        assertTrue(e.getMessage().startsWith("\"" + text + "\" is not a block of addresses"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"10.9.8.7/8,10.0.0.0/8", "::1,0:0:0:0:0:0:0:1/128", "192.0.2.1,192.0.2.1/32"})
    void writesTheBlock(String text, String expected) {
        assertEquals(expected, Cidr.parse(text).toString());
    }
}
