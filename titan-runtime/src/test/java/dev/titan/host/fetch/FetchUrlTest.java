package dev.titan.host.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.titan.host.OperationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchUrlTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP://Example.COM, http://example.com/",
        "http://example.com:80/a, http://example.com/a",
        "https://example.com:443?x, https://example.com/?x",
        "https://example.com:8443/, https://example.com:8443/",
        "' http://a/b c?d e#f ', http://a/b%20c?d%20e",
        "http://a/é?é, http://a/%C3%A9?%C3%A9",
        "http://a/%zz?'x', http://a/%zz?%27x%27",
        "http://a/b/../c/./d/.., http://a/c/",
        "http://a/../../b, http://a/b",
        "http://a/%2e%2E/b, http://a/b",
        "http:\\\\a\\b, http://a/b",
        "http://[0:0::1]:81/, http://[::1]:81/",
        "http://bücher.example, http://xn--bcher-kva.example/",
        "http:a/b, http://a/b",
    })
    void normalises(String written, String expected) {
        assertEquals(expected, FetchUrl.parse(written).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "example.com",
                "file:///etc/passwd",
                "ftp://a/",
                "http://",
                "http://u@a/",
                "http://u:p@a/",
                "http://a:65536/",
                "http://a:x/",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://127.0.0.01/",
                "http://[::1",
                "http://[1]/",
                "http://a b/",
                "http://a%00b/",
                "http://1.2.3.4.5/"
            })
    void refusesWhatCannotBeFetched(String written) {
        OperationException refused = assertThrows(OperationException.class, () -> FetchUrl.parse(written));
        assertEquals("ERR_INVALID_URL", refused.code());
    }

    @ParameterizedTest
    @CsvSource({
        "x, https://a:1/b/x?",
        "/x?y, https://a:1/x?y",
        "?y, https://a:1/b/c?y",
        "../x, https://a:1/x?",
        "//h/x, https://h/x?",
        "http://h/x, http://h/x?",
        "'', https://a:1/b/c?d",
        "x:y, ",
    })
    void resolvesReferences(String reference, String expected) {
        FetchUrl base = FetchUrl.parse("https://a:1/b/c?d");
        if (expected == null) {
            assertThrows(OperationException.class, () -> base.resolve(reference));
        } else {
            assertEquals(
                    expected.replaceFirst("\\?$", ""), base.resolve(reference).toString());
        }
    }

    @Test
    void anErrorDoesNotRepeatAPassword() {
        OperationException refused = assertThrows(OperationException.class, () -> FetchUrl.parse("http://u:secret@a/"));
        assertEquals(false, String.valueOf(refused.getMessage()).contains("secret"));
    }
}
