package dev.titan.host.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.host.db.SqlScanner.Flavour;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScannerTest {
    private static SqlText one(String text, Flavour flavour) {
        List<SqlText> read = SqlScanner.read(text, flavour);
        assertEquals(1, read.size(), read.toString());
        return read.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '#',
            value = {
                "SELECT ?, ? ~ SELECT ?, ? ~ [0, 1]",
                "SELECT $2, $1, $2 ~ SELECT ?, ?, $1 ~ [1, 0]",
                "SELECT '?' , ? -- ? ~ SELECT '?' , ? -- ? ~ [0]",
                "SELECT 'it''s ?', \"a?\"\"b\", ? ~ SELECT 'it''s ?', \"a?\"\"b\", ? ~ [0]",
                "SELECT E'\\'?', ? ~ SELECT E'\\'?', ? ~ [0]",
                "SELECT e'\\\\', ? ~ SELECT e'\\\\', ? ~ [0]",
                "SELECT $$ ? $1 $$, $1 ~ SELECT $$ ? $1 $$, ? ~ [0]",
                "SELECT $a$ $$ ? $a$, ? ~ SELECT $a$ $$ ? $a$, ? ~ [0]",
                "SELECT /* ? /* ? */ $1 */ ? ~ SELECT /* ? /* ? */ $1 */ ? ~ [0]",
                "SELECT a::int, x[1:2], b$1, ? ~ SELECT a::int, x[1:2], b$1, ? ~ [0]",
                "SELECT j ? 'a' AND x = ? ~ SELECT j ?? 'a' AND x = ? ~ [0]",
                "SELECT j ?? ? ~ SELECT j ?? ? ~ [0]",
                "SELECT j ? ? ~ SELECT j ?? ? ~ [0]",
                "SELECT j ?| $1 AND j ? $2 ~ SELECT j ??| ? AND j ?? ? ~ [0, 1]",
                "SELECT ?||'x', ?&&? ~ SELECT ?||'x', ?&&? ~ [0, 1, 2]",
                "SELECT j ?& array['a'] ~ SELECT j ??& array['a'] ~ []",
            })
    void findsPlaceholdersOfPostgresql(String sql, String jdbc, String bindings) {
        SqlText read = one(sql, Flavour.POSTGRESQL);
        assertEquals(jdbc, read.jdbc());
        assertEquals(bindings, read.bindings().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '#',
            value = {
                "SELECT $2, $1, $2 ~ SELECT ?2, ?1, ?2 ~ [0, 1]",
                "SELECT ?2, ?1 ~ SELECT ?2, ?1 ~ [0, 1]",
                "SELECT [a?], `b?`, ? ~ SELECT [a?], `b?`, ? ~ [0]",
                "SELECT '\\', ? ~ SELECT '\\', ? ~ [0]",
                "SELECT x'00', ? /* ? ~ SELECT x'00', ? /* ? ~ [0]",
            })
    void findsPlaceholdersOfSqlite(String sql, String jdbc, String bindings) {
        SqlText read = one(sql, Flavour.SQLITE);
        assertEquals(jdbc, read.jdbc());
        assertEquals(bindings, read.bindings().toString());
    }

    @Test
    void splitsATextIntoItsStatements() {
        List<SqlText> read = SqlScanner.read(
                "-- first;\nCREATE TABLE a (v TEXT DEFAULT ';');;\n ;INSERT INTO a VALUES ('x');\n-- the end",
                Flavour.SQLITE);
        assertEquals(
                List.of("CREATE", "INSERT"), read.stream().map(SqlText::verb).toList());
        assertEquals(List.of(2, 3), read.stream().map(SqlText::line).toList());
        assertEquals(
                2,
                SqlScanner.read(
                                "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM a; END; SELECT 1",
                                Flavour.SQLITE)
                        .size());
        assertEquals(
                2,
                SqlScanner.read(
                                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END; SELECT 1",
                                Flavour.POSTGRESQL)
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                " ( select 1)",
                "WITH x AS (SELECT 1) SELECT * FROM x",
                "-- c\nVALUES (1)",
                "EXPLAIN SELECT 1"
            })
    void tellsWhatOnlyReads(String sql) {
        assertTrue(one(sql, Flavour.SQLITE).reads());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t SELECT 1", "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "PRAGMA user_version",
                "SELECT 1 INTO t", "CREATE TABLE t (n)", "SELECT * FROM t FOR UPDATE"
            })
    void andWhatMayNot(String sql) {
        assertEquals(false, one(sql, Flavour.POSTGRESQL).reads());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a",
                "SELECT \"a",
                "SELECT /* a",
                "SELECT $a$ b $$",
                "SELECT E'\\'",
                "SELECT ?, $0",
                "SELECT $99999"
            })
    void refusesWhatHasNoEndOrNoNumber(String sql) {
        assertThrows(DatabaseFailure.class, () -> SqlScanner.read(sql, Flavour.POSTGRESQL));
    }

    @Test
    void anyTextIsReadOrRefused() {
        long seed = Long.getLong("titan.seed", 1);
        Random random = new Random(seed);
        String alphabet = "?$1'\"`[];-/*:@abE \n\\\0é(";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (Flavour flavour : Flavour.values()) {
                try {
                    SqlScanner.read(text.toString(), flavour);
                } catch (DatabaseFailure e) {
                    assertTrue(!String.valueOf(e.getMessage()).isEmpty());
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": " + flavour + " " + text, e);
                }
            }
        }
    }
}
