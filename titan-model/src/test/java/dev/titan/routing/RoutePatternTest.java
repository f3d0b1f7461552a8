package dev.titan.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.titan.routing.RoutePattern.Literal;
import dev.titan.routing.RoutePattern.MalformedException;
import dev.titan.routing.RoutePattern.Parameter;
import dev.titan.routing.RoutePattern.Rest;
import dev.titan.routing.RoutePattern.Type;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePatternTest {
    @Test
    void takesAPatternApart() {
        assertEquals(
                List.of(
                        new Literal("u"),
                        new Parameter("id", Type.INT),
                        new Parameter("naïve", Type.STRING),
                        new Rest("rest")),
                RoutePattern.parse("/u/:id<int>/:naïve/*rest").segments());
        assertEquals(List.of(), RoutePattern.parse("/").segments());
        assertEquals(
                List.of(new Literal("u"), new Literal("")),
                RoutePattern.parse("/u/").segments());
        assertEquals(
                List.of("id", "naïve", "rest"),
                RoutePattern.parse("/u/:id<int>/:naïve/*rest").names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/u", "/u/", "/a b/:id/:n<number>/:x<uuid>", "/*rest"})
    void printsWhatItRead(String pattern) {
        assertEquals(pattern, RoutePattern.parse(pattern).toString());
    }

    @Test
    void hasOneShapeForPatternsThatMatchTheSamePaths() {
        assertEquals("/u/<string>", RoutePattern.parse("/u/:id").shape());
        assertEquals(
                RoutePattern.parse("/u/:id").shape(),
                RoutePattern.parse("/u/:name<string>").shape());
        assertEquals(
                RoutePattern.parse("/a/*x").shape(), RoutePattern.parse("/a/*y").shape());
        assertNotEquals(
                RoutePattern.parse("/u/:id").shape(),
                RoutePattern.parse("/u/:id<int>").shape());
        assertNotEquals(
                RoutePattern.parse("/u").shape(), RoutePattern.parse("/u/").shape());
        assertEquals("/%3Cint%3E", RoutePattern.parse("/<int>").shape());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u | a pattern begins with a slash",
                "/a//b | a segment is empty",
                "/:id/:id | two parameters are named 'id'",
                "/: | ':' is not a parameter: ':' and a name fill a whole segment",
                "/:a-b | ':a-b' is not a parameter: ':' and a name fill a whole segment",
                "/:1 | ':1' is not a parameter: ':' and a name fill a whole segment",
                "/:id<int>x | ':id<int>x' is not a parameter: ':name<type>' fills a whole segment",
                "/:id<integer> | there is no parameter type 'integer'",
                "/* | '*' is not a name for the rest",
                "/*rest/x | nothing may follow the rest '*rest'",
                "/*rest/ | nothing may follow the rest '*rest'",
            })
    void refusesWhatIsNoPattern(String pattern, String message) {
        assertEquals(
                message,
                assertThrows(MalformedException.class, () -> RoutePattern.parse(pattern))
                        .getMessage());
    }

    @Test
    void refusesMoreParametersThanAMatchHolds() {
        String pattern = IntStream.range(0, 17).mapToObj(i -> "/:p" + i).collect(Collectors.joining());
        assertEquals(
                "it has 17 parameters, at most 16 are possible",
                assertThrows(MalformedException.class, () -> RoutePattern.parse(pattern))
                        .getMessage());
    }
}
