package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.db.Migrations;
import dev.titan.host.db.Migrator;
import dev.titan.model.DiagnosticException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an author sees of t.db with a driver that Titan has no rules of its own for: that of H2. */
@Timeout(300)
class JdbcTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** One of its own, in memory until the process ends. */
    private static DatabaseSettings database(int statementMs) {
        String url = "jdbc:h2:mem:t" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
        return new DatabaseSettings(
                new TitanConfig.Database(url, 3, 10_000, 5_000, statementMs, 1 << 20), Path.of("target"));
    }

    private static String run(DatabaseSettings database, String body) throws Exception {
        String module =
                "const failing = async (f) => { try { await f(); return 'nothing thrown' } catch (e) { return [e.name, e.code, e.sqlState, e.statement] } };"
                        + "const show = (v) => typeof v === 'bigint' ? v + 'n' : v instanceof Uint8Array ? 'bytes ' + v : Array.isArray(v) ? v.map(show) : v;"
                        + "const { db } = t; export default defineAction(async (req) => {" + body + "})";
        try (TestRuntime app = new TestRuntime(1, limits -> limits, database, RuntimeListener.NONE, module)) {
            return app.text(0);
        }
    }

    private static String run(String body) throws Exception {
        return run(database(30_000), body);
    }

    @Test
    void valuesComeBackAsTheyWent() throws Exception {
        assertEquals(
                "[1,7,9007199254740991,\"9007199254740993n\",\"12345678901234567890123456789.123456789\",0.1,1.5,true,\"é\",\"long\",\"bytes 0,255\",\"bytes 1\",{\"a\":[1,null]},"
                        + "\"2024-02-03T03:05:06.123456Z\",\"2024-02-03T04:05:06.000Z\",\"2024-02-03T04:05:06.123456\",\"2024-02-03\",\"04:05:06\",\"00000000-0000-0000-0000-00000000000a\",null,null]",
                run(
                        "const all = []; for (const [type, v, place = '?'] of [['INT', 1], ['TINYINT', 7], ['BIGINT', Number.MAX_SAFE_INTEGER], ['BIGINT', 2n ** 53n + 1n], ['NUMERIC(38, 9)', '12345678901234567890123456789.123456789'],"
                                + "['REAL', 0.1], ['DOUBLE PRECISION', 1.5], ['BOOLEAN', true], ['VARCHAR', 'é'], ['CLOB', 'long'], ['VARBINARY', new Uint8Array([0, 255])], ['BLOB', new Uint8Array([1])], ['JSON', {a: [1, null]}, '? FORMAT JSON'],"
                                + "['TIMESTAMP WITH TIME ZONE', '2024-02-03T04:05:06.123456+01:00'], ['TIMESTAMP WITH TIME ZONE', new Date('2024-02-03T04:05:06Z')], ['TIMESTAMP', '2024-02-03T04:05:06.123456'], ['DATE', '2024-02-03'], ['TIME', '04:05:06'],"
                                + "['UUID', '00000000-0000-0000-0000-00000000000a'], ['VARCHAR', null], ['INT ARRAY', undefined]])"
                                + " { const table = 't' + all.length; await db.exec(`CREATE TABLE ${table} (v ${type})`); const round = async (x) => { await db.exec(`INSERT INTO ${table} VALUES (${place})`, [x]); const r = await db.one(`SELECT v AS \"v\" FROM ${table}`); await db.exec(`DELETE FROM ${table}`); return r.v };"
                                + " const got = await round(v), again = await round(got); all.push(show(got)); if (JSON.stringify(show(got)) !== JSON.stringify(show(again))) all.push(['lost', show(again)]) } return all"));
    }

    @Test
    void arraysComeAsArraysAndGoAsSuch() throws Exception {
        assertEquals(
                "[[1,null,3],[\"9007199254740993n\"],[\"1.10\"],[true],[\"a,b\",\"\\\"\"],[\"bytes 0,1\"],[\"2024-02-03T04:05:06.000Z\"],[\"2024-02-03\"],[[1],[2,3]],[],[\"00000000-0000-0000-0000-00000000000a\"],\"[1,2]\"]",
                run(
                        "const all = []; for (const [type, v] of [['INT ARRAY', [1, null, 3]], ['BIGINT ARRAY', [2n ** 53n + 1n]], ['NUMERIC(9, 2) ARRAY', ['1.10']], ['BOOLEAN ARRAY', [true]], ['VARCHAR ARRAY', ['a,b', '\"']], ['VARBINARY ARRAY', [new Uint8Array([0, 1])]],"
                                + "['TIMESTAMP WITH TIME ZONE ARRAY', [new Date('2024-02-03T04:05:06Z')]], ['DATE ARRAY', ['2024-02-03']], ['INT ARRAY ARRAY', [[1], [2, 3]]], ['INT ARRAY', []], ['UUID ARRAY', ['00000000-0000-0000-0000-00000000000a']], ['VARCHAR', [1, 2]]])"
                                + " { const table = 't' + all.length; await db.exec(`CREATE TABLE ${table} (v ${type})`); await db.exec(`INSERT INTO ${table} VALUES (?)`, [v]); all.push(show((await db.one(`SELECT v AS \"v\" FROM ${table}`)).v)) } return all"));
    }

    @Test
    void errorsHaveTheSqlState() throws Exception {
        assertEquals(
                "[[\"DatabaseError\",\"23505\",\"23505\",\"INSERT INTO u (e) VALUES (?)\"],[\"DatabaseError\",\"23502\",\"23502\",\"INSERT INTO u (e) VALUES ($1)\"],[\"DatabaseError\",\"42S02\",\"42S02\",\"SELECT * FROM nowhere\"],[\"DatabaseError\",\"42001\",\"42001\",\"SELEC 1\"],"
                        + "[\"DatabaseError\",\"TITAN_DB_USAGE\",null,\"SELECT ?\"],[\"DatabaseError\",\"TITAN_DB_USAGE\",null,\"BEGIN\"],{\"changes\":1,\"lastInsertId\":4},7]",
                run(
                        "await db.exec('CREATE TABLE u (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, e VARCHAR UNIQUE NOT NULL)'); await db.exec('INSERT INTO u (e) VALUES (?)', ['a']);"
                                + "return [await failing(() => db.exec('INSERT INTO u (e) VALUES (?)', ['a'])), await failing(() => db.exec('INSERT INTO u (e) VALUES ($1)', [null])), await failing(() => db.query('SELECT * FROM nowhere')), await failing(() => db.query('SELEC 1')),"
                                + "await failing(() => db.query('SELECT ?')), await failing(() => db.exec('BEGIN')), await db.exec('INSERT INTO u (e) VALUES (?)', ['b']), (await db.one('SELECT 7 AS \"n\"')).n]"));
    }

    @Test
    void aTransactionIsAllOrNothingAndSavepointsUndoAPart() throws Exception {
        assertEquals(
                "[\"23505\",[1,3],\"no\",[1,3],[{\"changes\":1,\"lastInsertId\":5},{\"changes\":2,\"lastInsertId\":7}],1,[1,3,5,6,7]]",
                run(
                        "await db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY)'); const add = (tx, n) => tx.exec('INSERT INTO t VALUES (?)', [n]); const all = async () => (await db.query('SELECT n AS \"n\" FROM t ORDER BY n')).map((r) => r.n); const out = [];"
                                + "await db.transaction(async (tx) => { await add(tx, 1); try { await tx.transaction(async (inner) => { await add(inner, 2); await add(inner, 1) }) } catch (e) { out.push(e.sqlState) } await add(tx, 3) }); out.push(await all());"
                                + "try { await db.transaction(async (tx) => { await add(tx, 4); throw new Error('no') }) } catch (e) { out.push(e.message) } out.push(await all());"
                                + "out.push(await db.batch([['INSERT INTO t VALUES (?)', [5]], ['INSERT INTO t VALUES (?), (?)', [6, 7]]]));"
                                + "try { await db.batch([['INSERT INTO t VALUES (?)', [8]], ['INSERT INTO t VALUES (?)', [6]]]) } catch (e) { out.push(e.index) } out.push(await all()); return out"));
    }

    @Test
    void aLargeResultIsStreamed() throws Exception {
        assertEquals(
                "[20000,200010000,\"TITAN_DB_RESULT\",3,1]",
                run(
                        "let count = 0, sum = 0; for await (const row of db.stream(\"SELECT X AS \\\"n\\\", REPEAT('x', 100) AS v FROM SYSTEM_RANGE(1, ?)\", [20000])) { count++; sum += row.n }"
                                + "const large = await failing(() => db.query(\"SELECT REPEAT('x', 500) AS v FROM SYSTEM_RANGE(1, 10000)\")); let some = 0;"
                                + "for await (const row of db.stream('SELECT X FROM SYSTEM_RANGE(1, 100000)')) if (++some === 3) break; return [count, sum, large[1], some, (await db.query('SELECT 1')).length]"));
    }

    @Test
    void aStatementThatTakesTooLongIsCancelled() throws Exception {
        assertEquals(
                "[\"57014\",7]",
                run(
                        database(2_000),
                        "const f = await failing(() => db.query('SELECT COUNT(*) FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b WHERE a.X + b.X < 0')); return [f[1], (await db.one('SELECT 7 AS \"n\"')).n]"));
    }

    @Test
    void whatNeedsADatabaseThatTitanKnowsSaysSo() throws Exception {
        assertEquals(
                "[\"t.kv needs SQLite or PostgreSQL as the app's database\",\"TITAN_DB_USAGE\"]",
                run("try { await t.kv.get('a') } catch (e) { return [e.message, e.code] }"));
    }

    @Test
    void migrationsAreAppliedOnceAndNameTheFileThatFails() throws Exception {
        DatabaseSettings database = database(30_000);
        Migrator migrator = new Migrator(database);
        Map<String, byte[]> files = new TreeMap<>(Map.of(
                "V1__a.sql",
                "CREATE TABLE a (n INTEGER);\nINSERT INTO a VALUES (1);".getBytes(StandardCharsets.UTF_8),
                "V2__b.sql",
                "INSERT INTO a VALUES (2);".getBytes(StandardCharsets.UTF_8)));
        List<String> applied = new ArrayList<>();
        migrator.migrate(Migrations.of(files), one -> applied.add(one.file()));
        migrator.migrate(Migrations.of(files), one -> applied.add(one.file()));
        assertEquals(List.of("V1__a.sql", "V2__b.sql"), applied);
        files.put("V3__c.sql", "INSERT INTO a VALUES (3);\nSELEC 1;".getBytes(StandardCharsets.UTF_8));
        Migrations broken = Migrations.of(files);
        DiagnosticException e = assertThrows(DiagnosticException.class, () -> migrator.migrate(broken, one -> {}));
        assertTrue(e.getMessage().startsWith("db/migrations/V3__c.sql:2:1: "), e.getMessage());
        assertEquals(
                "[1,2]",
                run(database, "return (await db.query('SELECT n AS \"n\" FROM a ORDER BY n')).map((r) => r.n)"));
    }
}
