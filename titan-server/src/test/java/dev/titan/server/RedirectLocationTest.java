package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.routing.RouteMatch;
import org.junit.jupiter.api.Test;

class RedirectLocationTest {
    @Test
    void putsParametersInAsTheyCame() {
        assertEquals("/new/a%2Fb/7", location("/new/:id/:page", "/old/:id/:page<int>", "a%2Fb", "7"));
    }

    @Test
    void leavesOtherNamesAlone() {
        assertEquals("/:idea/1", location("/:idea/:id", "/:id", "1"));
    }

    @Test
    void leavesAPortAlone() {
        assertEquals("http://h:8080/1", location("http://h:8080/:id", "/:id", "1"));
    }

    @Test
    void putsNothingIntoWhatAParameterBrought() {
        assertEquals("/:b/2", location("/:a/:b", "/:a/:b", ":b", "2"));
    }

    @Test
    void neverLeadsToAnotherHost() {
        assertEquals("/evil.example", location("/:rest", "/old/*rest", "/evil.example"));
    }

    private static String location(String location, String pattern, String... values) {
        RouteMatch match = new RouteMatch();
        match.clear();
        for (String value : values) {
            match.add(value);
        }
        return RedirectLocation.of(location, pattern, match);
    }
}
