package dev.titan.server.development;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptHtmlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8|true",
                "text/html|true",
                "TEXT/HTML|true",
                "application/xhtml+xml|true",
                "text/html;charset=utf-8;q=0.5|true",
                "text/html;q=0.9, application/json;q=0.9|true",
                "application/json, text/html;q=0.9|false",
                "application/problem+json, text/html;q=0.9|false",
                "application/json|false",
                "*/*|false",
                "text/*|false",
                "text/html;q=0|false",
                "text/html;q=nonsense|false",
                "''|false"
            })
    void tellsPeopleFromPrograms(String accept, boolean expected) {
        assertEquals(expected, AcceptHtml.preferred(accept));
    }
}
