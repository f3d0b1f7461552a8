package dev.titan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> WORDS = List.of("build", "check", "dev", "init", "start", "doctor");

    @Test
    void findsASlip() {
        assertEquals(Optional.of("build"), Nearest.of("biuld", WORDS));
        assertEquals(Optional.of("start"), Nearest.of("strat", WORDS));
        assertEquals(Optional.of("doctor"), Nearest.of("docter", WORDS));
        assertEquals(Optional.of("dev"), Nearest.of("DEVV", WORDS));
    }

    @Test
    void findsNothingInAnotherWord() {
        assertEquals(Optional.empty(), Nearest.of("deploy", WORDS));
        assertEquals(Optional.empty(), Nearest.of("x", WORDS));
        assertEquals(Optional.empty(), Nearest.of("", WORDS));
        assertEquals(Optional.empty(), Nearest.of("build", List.of()));
    }

    @Test
    void findsTheRestOfANameThatBreaksOff() {
        assertEquals(
                Optional.of("multipartFileThresholdBytes"),
                Nearest.of("multipart", List.of("http2", "multipartFileThresholdBytes")));
        assertEquals(Optional.empty(), Nearest.of("mu", List.of("multipartFileThresholdBytes")));
    }

    @Test
    void prefersTheFirstOfEquals() {
        assertEquals(Optional.of("port"), Nearest.of("port1", List.of("port", "port2")));
    }
}
