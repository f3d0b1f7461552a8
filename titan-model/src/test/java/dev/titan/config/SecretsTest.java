package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "DB_PASSWORD",
                "apiKey",
                "API_KEY",
                "api-key",
                "jwtSecret",
                "accessToken",
                "credentials",
                "key",
                "STRIPE_SECRET_KEY"
            })
    void knowsASecretByItsName(String name) {
        assertTrue(Secrets.isSecret(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"port", "keyboard", "monkey", "tokenizer", "host", "passenger", "DATABASE_URL"})
    void leavesOtherNamesAlone(String name) {
        assertFalse(Secrets.isSecret(name));
    }

    @Test
    void masksInsideObjectsAndLists() {
        assertEquals(
                Map.of("db", Map.of("host", "h", "password", Secrets.MASK), "tokens", List.of(Secrets.MASK)),
                Secrets.mask("app", Map.of("db", Map.of("host", "h", "password", "p"), "tokens", List.of("t"))));
    }

    @Test
    void masksEverythingBelowASecretName() {
        assertEquals(Map.of("a", Secrets.MASK), Secrets.mask("credentials", Map.of("a", "b")));
        assertEquals(Secrets.MASK, Secrets.mask("secret", 42L));
    }

    @Test
    void masksThePasswordOfAUrlOnly() {
        assertEquals(
                "postgres://me:" + Secrets.MASK + "@h:5432/shop",
                Secrets.mask("DATABASE_URL", "postgres://me:p@ss:w@h:5432/shop"));
        assertEquals(
                "jdbc:postgresql://h/shop?user=me&password=" + Secrets.MASK + "&ssl=true",
                Secrets.mask("url", "jdbc:postgresql://h/shop?user=me&password=hunter2&ssl=true"));
        assertEquals("redis://:" + Secrets.MASK + "@h", Secrets.mask("url", "redis://:pw@h"));
        assertEquals("http://h:80/a@b", Secrets.mask("url", "http://h:80/a@b"));
    }
}
