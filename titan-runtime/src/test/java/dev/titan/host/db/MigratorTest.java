package dev.titan.host.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.TitanConfig;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratorTest {
    @TempDir
    Path folder;

    private static Migrations files(String... namesAndTexts) throws DiagnosticException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return Migrations.of(files);
    }

    private Migrator migrator() {
        return new Migrator(new DatabaseSettings(TitanConfig.Database.DEFAULTS, folder));
    }

    private List<String> migrate(Migrations migrations) throws DiagnosticException {
        List<String> applied = new ArrayList<>();
        migrator().migrate(migrations, migration -> applied.add(migration.file()));
        return applied;
    }

    private List<String> states(Migrations migrations) throws DiagnosticException {
        return migrator().status(migrations).stream()
                .map(state -> state.version() + " " + state.name() + " " + state.state())
                .toList();
    }

    private Diagnostic fault(Migrations migrations) {
        DiagnosticException e = assertThrows(DiagnosticException.class, () -> migrate(migrations));
        assertEquals(1, e.diagnostics().size(), e.getMessage());
        return e.diagnostics().get(0);
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/app.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "none";
        }
    }

    @Test
    void appliesEachOnceInTheOrderOfTheirNumbers() throws Exception {
        Migrations two = files(
                "V010__more.sql",
                "INSERT INTO t (n) VALUES (2);",
                "V9__first.sql",
                "-- a table; with ? and $1 in comments\nCREATE TABLE t (n INTEGER, v TEXT DEFAULT '?;$1');\r\nINSERT INTO t (n) VALUES (1);",
                "README.md",
                "no migration");
        assertEquals(List.of("9 first PENDING", "10 more PENDING"), states(two));
        assertEquals(List.of("V9__first.sql", "V010__more.sql"), migrate(two));
        assertEquals(List.of(), migrate(two));
        assertEquals(List.of("9 first APPLIED", "10 more APPLIED"), states(two));
        assertEquals("3", ask("SELECT sum(n) FROM t"));
        assertEquals("?;$1", ask("SELECT v FROM t"));
    }

    @Test
    void theEndOfALineChangesNothing() throws Exception {
        migrate(files("V1__a.sql", "CREATE TABLE a (n INTEGER);\nCREATE TABLE b (n INTEGER);\n"));
        assertEquals(
                List.of(),
                migrate(files("V1__a.sql", "CREATE TABLE a (n INTEGER);\r\nCREATE TABLE b (n INTEGER);\r\n")));
    }

    @Test
    void oneThatFailsLeavesNothingAndNamesItsLine() throws Exception {
        Migrations broken = files(
                "V1__a.sql",
                "CREATE TABLE a (n INTEGER);",
                "V2__b.sql",
                "CREATE TABLE b (n INTEGER);\n\nINSERT INTO nowhere\n  VALUES (1);\nCREATE TABLE c (n INTEGER);");
        Diagnostic fault = fault(broken);
        assertEquals("no such table: nowhere (42000)", fault.text());
        assertEquals("db/migrations/V2__b.sql:3:1", String.valueOf(fault.location()));
        assertEquals("INSERT INTO nowhere", fault.location().lineText());
        assertEquals("0", ask("SELECT count(*) FROM sqlite_master WHERE name IN ('b', 'c')"));
        assertEquals(List.of("1 a APPLIED", "2 b PENDING"), states(broken));
    }

    @Test
    void whatWasAppliedMustStayAsItWas() throws Exception {
        migrate(files("V1__a.sql", "CREATE TABLE a (n INTEGER);", "V3__c.sql", "CREATE TABLE c (n INTEGER);"));
        Migrations changed = files("V1__a.sql", "CREATE TABLE a (n TEXT);", "V3__c.sql", "CREATE TABLE c (n INTEGER);");
        assertEquals("TITAN_M104", fault(changed).code());
        assertEquals(List.of("1 a CHANGED", "3 c APPLIED"), states(changed));
        Migrations late = files(
                "V1__a.sql",
                "CREATE TABLE a (n INTEGER);",
                "V2__b.sql",
                "",
                "V3__c.sql",
                "CREATE TABLE c (n INTEGER);");
        assertEquals("TITAN_M105", fault(late).code());
        assertEquals(List.of("1 a APPLIED", "2 b LATE", "3 c APPLIED"), states(late));
        assertEquals(List.of("1 a APPLIED", "3 c MISSING"), states(files("V1__a.sql", "CREATE TABLE a (n INTEGER);")));
        assertEquals(List.of(), migrate(files("V1__a.sql", "CREATE TABLE a (n INTEGER);")));
    }

    @Test
    void namesAndNumbersAreChecked() {
        DiagnosticException e = assertThrows(
                DiagnosticException.class,
                () -> files("V1__a.sql", "", "V01__b.sql", "", "add_users.sql", "", "V2_c.sql", ""));
        assertEquals(
                List.of("TITAN_M101", "TITAN_M101", "TITAN_M102"),
                e.diagnostics().stream().map(Diagnostic::code).sorted().toList());
    }

    @Test
    void aTableMayBeRebuiltAsLongAsNoRowRefersToNothing() throws Exception {
        migrate(
                files(
                        "V1__a.sql",
                        "CREATE TABLE u (id INTEGER PRIMARY KEY); CREATE TABLE o (u INTEGER REFERENCES u (id)); INSERT INTO u VALUES (1); INSERT INTO o VALUES (1);",
                        "V2__b.sql",
                        "CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO n (id) SELECT id FROM u; DROP TABLE u; ALTER TABLE n RENAME TO u;"));
        Migrations more = files(
                "V1__a.sql",
                "CREATE TABLE u (id INTEGER PRIMARY KEY); CREATE TABLE o (u INTEGER REFERENCES u (id)); INSERT INTO u VALUES (1); INSERT INTO o VALUES (1);",
                "V2__b.sql",
                "CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO n (id) SELECT id FROM u; DROP TABLE u; ALTER TABLE n RENAME TO u;",
                "V3__c.sql",
                "DELETE FROM u;");
        assertEquals("TITAN_M107", fault(more).code());
        assertEquals("1", ask("SELECT count(*) FROM u"));
    }

    @Test
    void oneWithoutTransactionRunsWhatNoTransactionMay() throws Exception {
        assertEquals(
                List.of("V1__a.sql"),
                migrate(files("V1__a.sql", "-- titan: no transaction\nCREATE TABLE a (n INTEGER);\nVACUUM;\n")));
    }

    @Test
    void processesThatComeTogetherApplyEachOnce() throws Exception {
        Migrations migrations =
                files("V1__a.sql", "CREATE TABLE a (n INTEGER);", "V2__b.sql", "INSERT INTO a VALUES (1);");
        List<String> applied = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> one = () -> {
                migrator().migrate(migrations, migration -> applied.add(migration.file()));
                return true;
            };
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(4, one))) {
                assertTrue(done.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of("V1__a.sql", "V2__b.sql"), applied);
        assertEquals("1", ask("SELECT count(*) FROM a"));
    }

    @Test
    void aNewOneHasTheNextNumberInAsManyDigits() throws Exception {
        assertEquals("V001__add_users.sql", files().nextFile("Add  users!"));
        assertEquals("V0010__x.sql", files("V0009__a.sql", "").nextFile("x"));
        assertThrows(IllegalArgumentException.class, () -> files().nextFile("?!"));
    }

    @Test
    void toAskWhereTheyStandMakesNothing() throws Exception {
        assertEquals(List.of("1 a PENDING"), states(files("V1__a.sql", "CREATE TABLE a (n INTEGER);")));
        assertTrue(Files.notExists(folder.resolve("data")));
    }

    @Test
    void aDatabaseThatCannotBeOpenedIsTold() throws Exception {
        Files.writeString(folder.resolve("data"), "a file");
        Diagnostic fault = fault(files("V1__a.sql", "CREATE TABLE a (n INTEGER);"));
        assertEquals("TITAN_M001", fault.code());
        assertTrue(fault.text().startsWith("the database sqlite:data/app.db cannot be used: "), fault.text());
    }
}
