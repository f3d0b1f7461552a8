package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbCommandTest {
    @TempDir
    Path folder;

    private Path shop;

    @BeforeEach
    void makesAnApp() throws IOException {
        shop = Files.createDirectories(folder.resolve("shop"));
        Files.createDirectories(shop.resolve("app/actions"));
    }

    private CommandRun titan(String... args) {
        return CommandRun.in(folder, Map.of(), args);
    }

    private void write(String file, String sql) throws IOException {
        Files.writeString(shop.resolve("db/migrations").resolve(file), sql);
    }

    @Test
    void makesListsAndAppliesMigrations() throws IOException {
        assertEquals(
                "made shop/db/migrations/V001__add_users.sql\n",
                titan("db", "new", "shop", "Add users").out());
        assertEquals(
                "made db/migrations/V002__more.sql\n",
                CommandRun.in(shop, Map.of(), "db", "new", "more").out());
        write("V001__add_users.sql", "CREATE TABLE users (name TEXT);");
        assertEquals(
                "sqlite:data/app.db\n1 add_users  pending\n2 more       pending\n",
                titan("db", "status", "shop").out());
        assertEquals(
                "applied db/migrations/V001__add_users.sql\napplied db/migrations/V002__more.sql\n2 applied to sqlite:data/app.db\n",
                titan("db", "migrate", "shop").out());
        assertEquals(
                "Nothing to apply: sqlite:data/app.db has all 2\n",
                titan("db", "migrate", "shop").out());
        String status = titan("db", "status", "shop", "--json").out();
        assertTrue(status.contains("\"state\": \"applied\""), status);
        assertTrue(Files.isRegularFile(shop.resolve("data/app.db")));
    }

    @Test
    void namesTheLineThatFails() throws IOException {
        titan("db", "new", "shop", "x");
        write("V001__x.sql", "CREATE TABLE a (n INTEGER);\nINSERT INTO nowhere VALUES (1);\n");
        CommandRun run = titan("db", "migrate", "shop");
        assertEquals(ExitCode.FAILURE, run.exitCode());
        assertTrue(run.err().contains("db/migrations/V001__x.sql:2:1"), run.err());
        assertTrue(run.err().contains("no such table: nowhere"), run.err());
    }

    @Test
    void readsWhereTheDatabaseIs() throws IOException {
        titan("db", "new", "shop", "x");
        Files.writeString(shop.resolve(".env"), "DATABASE_URL=sqlite:from-env.db\n");
        titan("db", "migrate", "shop");
        assertTrue(Files.isRegularFile(shop.resolve("from-env.db")));
        CommandRun run = CommandRun.in(folder, Map.of("DATABASE_URL", "mysql://u:s3cret@h/d"), "db", "status", "shop");
        assertEquals(ExitCode.ENVIRONMENT, run.exitCode());
        assertTrue(
                run.err().contains("DATABASE_URL: \"mysql://u:******@h/d\" is not the URL of a database"), run.err());
    }

    @Test
    void aDatabaseThatCannotBeReachedIsTheEnvironmentsFault() throws IOException {
        titan("db", "new", "shop", "x");
        Map<String, String> environment =
                Map.of("DATABASE_URL", "postgres://me:s3cret@127.0.0.1:" + FreePort.find() + "/shop");
        for (String action : new String[] {"migrate", "status"}) {
            CommandRun run = CommandRun.in(folder, environment, "db", action, "shop");
            assertEquals(ExitCode.ENVIRONMENT, run.exitCode(), run.err());
            assertTrue(run.err().startsWith("titan: the database "), run.err());
            assertTrue(run.err().contains("cannot be used: ") && !run.err().contains("s3cret"), run.err());
        }
    }

    @Test
    void saysWhatThereIs() {
        CommandRun run = titan("db", "migrat", "shop");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(
                "titan: unknown action \"migrat\"; there are migrate, status, new; did you mean migrate?\n", run.err());
        assertEquals(ExitCode.USAGE, titan("db").exitCode());
        assertEquals(ExitCode.USAGE, titan("db", "new").exitCode());
        assertEquals(ExitCode.USAGE, titan("db", "migrate", "shop", "other").exitCode());
        assertEquals(ExitCode.FAILURE, titan("db", "migrate", "nowhere").exitCode());
    }
}
