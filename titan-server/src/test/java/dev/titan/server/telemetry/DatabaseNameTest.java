package dev.titan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.config.TitanConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatabaseNameTest {
    private static DatabaseName of(@Nullable String url) {
        TitanConfig.Database defaults = TitanConfig.Database.DEFAULTS;
        return DatabaseName.of(new TitanConfig.Database(
                url,
                defaults.pool(),
                defaults.connectMs(),
                defaults.acquireMs(),
                defaults.statementMs(),
                defaults.resultBytes()));
    }

    @Test
    void aNameHasNoUserAndNoPassword() {
        assertEquals(new DatabaseName("sqlite", "app.db", "", 0), of(null));
        assertEquals(
                new DatabaseName("postgresql", "shop", "db.internal", 5433),
                of("postgres://ann:CANARY@db.internal:5433/shop?sslmode=require"));
        assertEquals(new DatabaseName("mysql", "", "", 0), of("jdbc:mysql://db/shop?user=ann&password=CANARY"));
        assertEquals(new DatabaseName("h2database", "", "", 0), of("jdbc:h2:mem:x"));
        assertEquals(new DatabaseName("other_sql", "", "", 0), of("CANARY"));
    }
}
