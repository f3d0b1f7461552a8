package dev.titan.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void isThatOfThePom() throws Exception {
        String pom = Files.readString(Path.of("../pom.xml"));
        assertTrue(pom.contains("<artifactId>titan</artifactId>\n  <version>" + Version.TITAN + "</version>"));
    }
}
