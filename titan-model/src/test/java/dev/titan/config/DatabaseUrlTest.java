package dev.titan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.DatabaseUrl.Kind;
import dev.titan.model.DiagnosticException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "sqlite:data/app.db, data/app.db",
        "sqlite:///var/app.db, /var/app.db",
        "sqlite://data/app.db, data/app.db",
        "sqlite:/var/app.db?mode=rwc, /var/app.db",
        "sqlite::memory:, :memory:",
        "file:data/app.db, data/app.db",
        "file:///var/app.db, /var/app.db",
        "jdbc:sqlite:x.db, x.db",
    })
    void readsThePathOfASqliteFile(String url, String file) {
        assertEquals(new DatabaseUrl(Kind.SQLITE, file, null, null), DatabaseUrl.parse(url));
    }

    @Test
    void readsAPostgresUrlAsLibpqDoes() {
        assertEquals(
                new DatabaseUrl(
                        Kind.POSTGRESQL,
                        "jdbc:postgresql://db.example.org:5433/my%2Fshop?sslmode=require&ApplicationName=a%20b",
                        "us@er",
                        "p+a/ss"),
                DatabaseUrl.parse(
                        "postgresql://us%40er:p+a%2Fss@db.example.org:5433/my%2Fshop?sslmode=require&application_name=a%20b"));
        assertEquals(
                new DatabaseUrl(Kind.POSTGRESQL, "jdbc:postgresql://localhost/bob", "bob", null),
                DatabaseUrl.parse("postgres://bob@/"));
        assertEquals(
                "jdbc:postgresql://[::1]:1/x",
                DatabaseUrl.parse("POSTGRES://[::1]:1/x").target());
    }

    @Test
    void leavesOtherJdbcUrlsAlone() {
        assertEquals(
                Kind.OTHER, DatabaseUrl.parse("jdbc:h2:mem:x;DB_CLOSE_DELAY=-1").kind());
        assertEquals(
                "jdbc:postgresql://h/d?user=u&password=p",
                DatabaseUrl.parse("jdbc:postgresql://h/d?user=u&password=p").target());
    }

    @Test
    void itsTextHasNoPassword() {
        for (String url : new String[] {
            "postgres://u:s3cret@h/d", "jdbc:postgresql://h/d?user=u&password=s3cret", "jdbc:mysql://u:s3cret@h/d"
        }) {
            assertFalse(DatabaseUrl.parse(url).toString().contains("s3cret"), url);
        }
        assertEquals(
                "postgresql://h:1/d", DatabaseUrl.parse("postgres://u:p@h:1/d").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "data/app.db", "http://x", "sqlite:", "mysql://u:s3cret@h/d", "postgres://u:s3 cret@h/d"})
    void refusesWhatIsNoDatabase(String url) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(url));
        assertFalse(e.getMessage().contains("cret"), e.getMessage());
    }

    @Test
    void theEnvironmentNamesTheDatabase() throws Exception {
        ConfigLoader loader = new ConfigLoader(Mode.PRODUCTION).environment(Map.of("DATABASE_URL", "postgres://h/d"));
        assertEquals("postgres://h/d", loader.load().config().db().url());
        DiagnosticException e = assertThrows(
                DiagnosticException.class,
                () -> new ConfigLoader(Mode.PRODUCTION)
                        .environment(Map.of("DATABASE_URL", "redis://h"))
                        .load());
        assertEquals(ConfigLoader.BAD_ENVIRONMENT, e.diagnostics().get(0).code());
        assertTrue(
                e.diagnostics().get(0).text().startsWith("DATABASE_URL: \"redis://h\" is not the URL of a database"));
    }
}
