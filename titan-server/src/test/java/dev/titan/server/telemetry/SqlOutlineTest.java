package dev.titan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlOutlineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "SELECT * FROM users WHERE id = ? | SELECT * FROM users WHERE id = ?",
                "SELECT $1::text, a1, t2.b3 FROM t2 | SELECT $1::text, a1, t2.b3 FROM t2",
                "SELECT 'a', 12, 1.5e3, 0x1F, -7 | SELECT ?, ?, ?, ?, -?",
                "SELECT 'it''s' AS x | SELECT ? AS x",
                "SELECT $$a 'b'$$, $q$c$q$ | SELECT ?, ?",
                "SELECT 1 -- CANARY | SELECT ?",
                "SELECT /* CANARY */ 1 | SELECT   ?",
                "SELECT \"id\", \"first_name\" FROM \"users\" | SELECT \"id\", \"first_name\" FROM \"users\"",
                "SELECT `id` FROM `users` | SELECT `id` FROM `users`",
                "SELECT * FROM u WHERE t = \"CANARY\" | SELECT * FROM u WHERE t = ?",
                "SELECT * FROM u WHERE t LIKE \"CANARY\" | SELECT * FROM u WHERE t LIKE ?",
                "INSERT INTO u (\"a\") VALUES (\"CANARY\", \"CANARY\") | INSERT INTO u (\"a\") VALUES (?, ?)",
                "SELECT \"a CANARY\" FROM u | SELECT ? FROM u",
                "SELECT 'without an end | SELECT ?",
            })
    void valuesBecomeQuestionMarks(String sql, String outline) {
        assertEquals(outline, SqlOutline.of(sql));
    }

    @Test
    void aTextWithABackslashIsNotTold() {
        assertEquals("", SqlOutline.of("SELECT 'it\\'s CANARY'"));
    }

    @Test
    void aLongTextIsCut() {
        assertTrue(SqlOutline.of("SELECT " + "a, ".repeat(100_000)).length() < 4_200);
    }

    @Test
    void noLiteralIsLeftOfAnyText() {
        long seed = Long.getLong("titan.seed", 1);
        Random random = new Random(seed);
        String[] parts = {
            "SELECT ",
            "x",
            " = ",
            "'CANARY'",
            "'CA''NARY'",
            "?",
            "$1",
            "--CANARY\n",
            "/*CANARY*/",
            " ",
            "(",
            "17",
            "\"id\""
        };
        for (int i = 0; i < 2_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                sql.append(parts[random.nextInt(parts.length)]);
            }
            String outline = SqlOutline.of(sql.toString());
            assertFalse(outline.contains("CA"), () -> "-Dtitan.seed=" + seed + ": " + sql + " -> " + outline);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1", "  SELECT 1", "(select 1)", "SeLeCt*"})
    void theVerbIsTheFirstWord(String sql) {
        assertEquals("SELECT", SqlOutline.verb(sql));
    }
}
