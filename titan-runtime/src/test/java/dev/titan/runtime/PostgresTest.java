package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.db.Migrations;
import dev.titan.host.db.Migrator;
import dev.titan.host.db.PostgresExtension;
import dev.titan.model.DiagnosticException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an author sees of t.db with a real PostgreSQL. */
class PostgresTest extends DatabaseScenario {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    TitanConfig.Database config() {
        return limits(4, 5_000, 30_000, 32 << 20);
    }

    @Override
    Path folder() {
        return Path.of("target");
    }

    private static TitanConfig.Database limits(int pool, int acquireMs, int statementMs, long resultBytes) {
        return new TitanConfig.Database(POSTGRES.server().url(), pool, 20_000, acquireMs, statementMs, resultBytes);
    }

    @Test
    void queriesAndStatementsWorkWithBothKindsOfParameters() throws Exception {
        assertEquals(
                "[{\"changes\":0},{\"changes\":2},{\"id\":3,\"name\":\"Eve\"},[{\"id\":1,\"name\":\"Ada\"}],{\"id\":2,\"name\":\"Bob\"},null,1,[2,3]]",
                run(
                        "const c = await t.db.exec('CREATE TABLE users (id SERIAL PRIMARY KEY, name TEXT)');"
                                + "const i = await t.db.exec('INSERT INTO users (name) VALUES (?), (?)', ['Ada', 'Bob']);"
                                + "const r = await t.db.one('INSERT INTO users (name) VALUES ($1) RETURNING *', ['Eve']);"
                                + "return [c, i, r, await t.db.query('SELECT * FROM users WHERE name = $1 OR $1 IS NULL', ['Ada']), await t.db.one('SELECT * FROM users WHERE id = ?', ['2']),"
                                + "await t.db.one('SELECT * FROM users WHERE id = ?', [undefined]), (await t.db.query('SELECT * FROM users WHERE id = $2 AND name = $1', ['Ada', 1])).length,"
                                + "(await t.db.query('SELECT id FROM users WHERE id = ANY($1) ORDER BY id', [[2, 3]])).map((r) => r.id)]"));
    }

    @Test
    void questionMarksThatAreOperatorsStaySo() throws Exception {
        assertEquals(
                "[true,true,false,true,true,\"it's ? $1 -- x\",1,\"?\"]",
                run(
                        "const v = async (sql, p) => (await t.db.one('SELECT ' + sql + ' AS v', p)).v; const j = {a: 1, b: 2};"
                                + "return [await v('$1::jsonb ? $2', [j, 'a']), await v(\"?::jsonb ? 'a'\", [j]), await v('?::jsonb ?? ?', [j, 'z']), await v(\"?::jsonb ?| array['z','a']\", [j]), await v(\"?::jsonb ?& array['b','a']\", [j]),"
                                + "await v(\"$$it's ? $1 -- x$$\"), await v('/* ? /* ? */ ? */ ?::int -- ?\\n', [1]), await v(\"E'\\\\?'\")]"));
    }

    @Test
    void valuesComeBackAsTheyWent() throws Exception {
        assertEquals(
                "[1,9007199254740991,\"9007199254740993n\",\"123456789012345678901234567890.123456789\",0.1,1.5,true,\"é\",\"0,255\",{\"a\":[1,{\"b\":null}]},[1,\"x\"],\"2024-02-03T03:05:06.123456Z\",\"2024-02-03T04:05:06.000\",\"2024-02-03\",\"04:05:06\",\"00000000-0000-0000-0000-00000000000a\",\"NaN\",null,\"infinity\",\"0044-03-15 BC\"]",
                run(
                        "const show = (v) => typeof v === 'bigint' ? v + 'n' : v instanceof Uint8Array ? String(v) : Number.isNaN(v) ? 'NaN' : v;"
                                + "const all = []; for (const [type, v] of [['int2', 1], ['int8', Number.MAX_SAFE_INTEGER], ['int8', 2n ** 53n + 1n], ['numeric', '123456789012345678901234567890.123456789'], ['float4', 0.1], ['float8', 1.5], ['bool', true], ['text', 'é'], ['bytea', new Uint8Array([0, 255])],"
                                + "['jsonb', {a: [1, {b: null}]}], ['json', [1, 'x']], ['timestamptz', '2024-02-03T04:05:06.123456+01'], ['timestamp', new Date('2024-02-03T04:05:06Z')], ['date', '2024-02-03'], ['time', '04:05:06'], ['uuid', '00000000-0000-0000-0000-00000000000a'], ['float8', NaN], ['text', null], ['timestamptz', 'infinity'], ['date', '0044-03-15 BC']])"
                                + " { const table = 't' + all.length; await t.db.exec(`CREATE TABLE ${table} (v ${type})`); const round = async (x) => { await t.db.exec(`INSERT INTO ${table} VALUES (?)`, [x]); const r = await t.db.one(`DELETE FROM ${table} RETURNING v`); return r.v };"
                                + " const got = await round(v), again = await round(got); all.push(show(got)); if (String(show(got)) !== String(show(again))) all.push(['lost', again]) } return all"));
    }

    @Test
    void arraysComeAsArrays() throws Exception {
        assertEquals(
                "[[1,null,2],[[\"a,b\",\"c\\\"d\"],[\"\\\\\",\"\"]],[],[\"9007199254740993\"],[\"1.10\"],[true,false],[\"2024-02-03T04:05:06.123456Z\"],[{\"a\":1}],null,[\"0,1\"],[\"2024-02-03\"]]",
                run(
                        "const v = async (sql, p) => (await t.db.one('SELECT ' + sql + ' AS v', p)).v;"
                                + "return [await v('$1::int[]', [[1, null, 2]]), await v('$1::text[]', [[['a,b', 'c\"d'], ['\\\\', '']]]), await v('$1::int[]', [[]]), (await v('$1::int8[]', [[2n ** 53n + 1n]])).map(String), await v('$1::numeric[]', [['1.10']]), await v('$1::bool[]', [[true, false]]),"
                                + "await v('$1::timestamptz[]', [['2024-02-03T04:05:06.123456Z']]), await v('$1::jsonb[]', [[{a: 1}]]), await v('NULL::int[]'), (await v('$1::bytea[]', [[new Uint8Array([0, 1])]])).map(String), await v(\"array['2024-02-03'::date]\")]"));
    }

    @Test
    void errorsHaveTheSqlStateAndWhatTheServerTells() throws Exception {
        assertEquals(
                "[[\"DatabaseError\",\"23505\",\"23505\",\"duplicate key value violates unique constraint \\\"u_e_key\\\"\"],\"u_e_key\",\"u\",\"INSERT INTO u VALUES (?)\",[\"DatabaseError\",\"42P01\",\"42P01\",\"relation \\\"nowhere\\\" does not exist\"],15,[\"DatabaseError\",\"22P02\",\"22P02\",\"invalid input syntax for type integer: \\\"x\\\"\"],[\"DatabaseError\",\"42601\",\"42601\",\"syntax error at or near \\\"SELEC\\\"\"],7]",
                run(
                        "await t.db.exec('CREATE TABLE u (e TEXT UNIQUE)'); await t.db.exec('INSERT INTO u VALUES (?)', ['a']); let e; try { await t.db.exec('INSERT INTO u VALUES (?)', ['a']) } catch (x) { e = x }"
                                + "let p; try { await t.db.query('SELECT * FROM nowhere') } catch (x) { p = x.position }"
                                + "return [await failing(() => t.db.exec('INSERT INTO u VALUES (?)', ['a'])), e.constraint, e.table, e.statement, await failing(() => t.db.query('SELECT * FROM nowhere')), p,"
                                + "await failing(() => t.db.query('SELECT ?::int', ['x'])), await failing(() => t.db.query('SELEC 1')), (await t.db.one('SELECT 7 AS n')).n]"));
    }

    @Test
    void aTransactionIsAllOrNothingAndSavepointsUndoAPart() throws Exception {
        assertEquals(
                "[[1,3],\"23505\",\"25P02\",[1,3]]",
                run(
                        "await t.db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY)'); const add = (tx, n) => tx.exec('INSERT INTO t VALUES (?)', [n]); const all = async () => (await t.db.query('SELECT n FROM t ORDER BY n')).map((r) => r.n); let code, after;"
                                + "await t.db.transaction(async (tx) => { await add(tx, 1); try { await tx.transaction(async (inner) => { await add(inner, 2); await add(inner, 1) }) } catch (e) { code = e.sqlState } await add(tx, 3) }); const one = await all();"
                                + "try { await t.db.transaction(async (tx) => { await add(tx, 4); try { await add(tx, 1) } catch {} await add(tx, 5) }) } catch (e) { after = e.sqlState } return [one, code, after, await all()]"));
    }

    @Test
    void contradictingTransactionsFailWithTheirStates() throws Exception {
        assertEquals(
                "[\"40P01\",\"40001\",\"25006\",\"serializable\",\"read committed\"]",
                run(
                        "await t.db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)'); await t.db.exec('INSERT INTO t VALUES (1, 0), (2, 0)'); const touch = (tx, id) => tx.exec('UPDATE t SET n = n + 1 WHERE id = ?', [id]);"
                                + "let first, second; const one = new Promise((r) => { first = r }), two = new Promise((r) => { second = r });"
                                + "const both = await Promise.allSettled([t.db.transaction(async (tx) => { await touch(tx, 1); first(); await two; await touch(tx, 2) }), t.db.transaction(async (tx) => { await touch(tx, 2); second(); await one; await touch(tx, 1) })]);"
                                + "const deadlock = both.find((r) => r.status === 'rejected').reason.sqlState;"
                                + "const lost = await failing(() => t.db.transaction(async (tx) => { await tx.one('SELECT n FROM t WHERE id = 1'); await t.db.exec('UPDATE t SET n = 9 WHERE id = 1'); await touch(tx, 1) }, {isolation: 'serializable'}));"
                                + "const only = await failing(() => t.db.transaction((tx) => touch(tx, 1), {readOnly: true}));"
                                + "const level = (await t.db.transaction((tx) => tx.one('SHOW transaction_isolation'), {isolation: 'serializable'})).transaction_isolation;"
                                + "const after = []; for (let i = 0; i < 8; i++) after.push((await t.db.one('SHOW transaction_isolation')).transaction_isolation);"
                                + "return [deadlock, lost[1], only[1], level, [...new Set(after)].join()]"));
    }

    @Test
    void aStreamOfManyRowsTakesLittleMemory() throws Exception {
        assertEquals(
                "[100000,5000050000,\"TITAN_DB_RESULT\",3]",
                run(
                        limits(2, 5_000, 30_000, 1 << 20),
                        "let count = 0, sum = 0; for await (const row of t.db.stream(\"SELECT n, repeat('x', 500) AS v FROM generate_series(1, $1) AS n\", [100000], {rows: 1000})) { count++; sum += row.n }"
                                + "const large = await failing(() => t.db.query(\"SELECT repeat('x', 500) AS v FROM generate_series(1, 10000)\")); let some = 0;"
                                + "for await (const row of t.db.stream('SELECT n FROM generate_series(1, 100000) AS n')) if (++some === 3) break; await t.db.query('SELECT 1'); return [count, sum, large[1], some]"));
    }

    @Test
    void aStatementThatTakesTooLongIsCancelled() throws Exception {
        assertEquals(
                "[\"57014\",\"the statement took longer than 1000 ms (db.statementMs) and was cancelled\",7]",
                run(
                        limits(1, 5_000, 1_000, 1 << 20),
                        "const f = await failing(() => t.db.query('SELECT pg_sleep(60)')); return [f[1], f[3], (await t.db.one('SELECT 7 AS n')).n]"));
    }

    @Test
    void whatWaitsForAConnectionIsServedInTurnOrTold() throws Exception {
        assertEquals(
                "\"TITAN_DB_BUSY\"",
                run(
                        limits(2, 1_500, 30_000, 1 << 20),
                        "return JSON.stringify(await t.db.transaction(async (a) => t.db.transaction(async (b) => (await failing(() => t.db.query('SELECT 1')))[1])))"));
        assertEquals(
                "30",
                run(
                        limits(2, 20_000, 30_000, 1 << 20),
                        "return (await Promise.all(Array.from({length: 30}, () => t.db.transaction((tx) => tx.one('SELECT 1'))))).length"));
    }

    @Test
    void aClientThatGoesAwayEndsTheStatement() throws Exception {
        try (TestRuntime app = app(
                limits(1, 5_000, 0, 1 << 20),
                "globalThis.begun = true; await t.db.query('SELECT pg_sleep(60)')",
                "while (!globalThis.begun) await t.sleep(5); return 1",
                "return (await t.db.one('SELECT 7 AS n')).n")) {
            TestRuntime.Call call = app.start(0);
            app.call(1);
            call.cancel();
            assertEquals("7", app.text(2));
        }
    }

    @Test
    void aDatabaseThatGoesAwayAndComesBackIsUsedAgain() throws Exception {
        // As long as it is away, a statement waits for the whole time that a connection may take.
        TitanConfig.Database database =
                new TitanConfig.Database(POSTGRES.server().url(), 2, 2_000, 2_000, 5_000, 1 << 20);
        try (TestRuntime app = app(
                database,
                "await t.db.exec('CREATE TABLE t (n INTEGER)'); return 1",
                "return failing(() => t.db.query('SELECT 1'))",
                "await t.db.transaction(async (tx) => { await tx.exec('INSERT INTO t VALUES (1)'); globalThis.inside = true; while (globalThis.inside) await t.sleep(5); await tx.exec('INSERT INTO t VALUES (2)') })",
                "while (!globalThis.inside) await t.sleep(5); return 1",
                "globalThis.inside = false; return 1",
                "return t.db.query('SELECT n FROM t')")) {
            app.text(0);
            TestRuntime.Call open = app.start(2);
            app.text(3);
            POSTGRES.server().stop();
            try {
                app.text(4);
                assertTrue(open.await() instanceof Answer.Failure);
                String told = app.text(1);
                assertTrue(
                        told.startsWith("[\"DatabaseError\",\"08") || told.startsWith("[\"DatabaseError\",\"57P"),
                        told);
            } finally {
                POSTGRES.server().start();
            }
            // A pool that has found nobody tries again after a while.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            Answer answer = app.call(5);
            while (answer instanceof Answer.Failure && System.nanoTime() - end < 0) {
                answer = app.call(5);
            }
            assertEquals("[]", ((Answer.Text) ((Answer.Response) answer).body()).text());
        }
    }

    @Test
    void columnsAddedLaterAreSeen() throws Exception {
        assertEquals(
                "[\"a\",\"a,b\",\"a,b,c\"]",
                run(
                        "await t.db.exec('CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)'); const keys = async (db) => { let k; for (let i = 0; i < 40; i++) k = Object.keys(await db.one('SELECT * FROM t')).join(); return k };"
                                + "const one = await keys(t.db); await t.db.exec('ALTER TABLE t ADD COLUMN b INTEGER'); const two = await keys(t.db); await t.db.exec('ALTER TABLE t ADD COLUMN c INTEGER'); return [one, two, await keys(t.db)]"));
    }

    @Test
    void migrationsAreAppliedOnceAndNameTheLineThatFails() throws Exception {
        String index = "-- titan: no transaction\nCREATE INDEX CONCURRENTLY a_n ON a (n);";
        Map<String, byte[]> files = new HashMap<>(Map.of(
                "V1__a.sql",
                "CREATE TABLE a (n INTEGER, j JSONB DEFAULT '{}');\nCREATE FUNCTION f() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT bool_or(j ? 'x') FROM a); END $$;\nSELECT j ? 'x' FROM a;\nCREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql RETURN $1 + $2;"
                        .getBytes(StandardCharsets.UTF_8),
                "V2__b.sql",
                index.getBytes(StandardCharsets.UTF_8)));
        Migrator migrator = new Migrator(new DatabaseSettings(limits(2, 5_000, 30_000, 1 << 20), Path.of("")));
        List<String> applied = Collections.synchronizedList(new ArrayList<>());
        Migrations two = Migrations.of(files);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            try {
                migrator.migrate(two, one -> applied.add(one.file()));
            } catch (DiagnosticException e) {
                throw new IllegalStateException(e);
            }
        });
        migrator.migrate(two, one -> applied.add(one.file()));
        other.join();
        assertEquals(List.of("V1__a.sql", "V2__b.sql"), applied);
        files.put(
                "V3__c.sql",
                "CREATE TABLE c (n INTEGER);\nALTER TABLE a\n  ADD COLUMN m nonsense;"
                        .getBytes(StandardCharsets.UTF_8));
        Migrations three = Migrations.of(files);
        DiagnosticException e = assertThrows(DiagnosticException.class, () -> migrator.migrate(three, one -> {}));
        assertEquals("db/migrations/V3__c.sql:3:16: type \"nonsense\" does not exist (42704)", e.getMessage());
        assertEquals(
                "[{\"c\":null,\"n\":5}]", run("return t.db.query(\"SELECT to_regclass('c') AS c, add(2, 3) AS n\")"));
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        TitanConfig.Database wrong =
                new TitanConfig.Database(POSTGRES.server().url("wrong"), 2, 20_000, 20_000, 20_000, 1 << 20);
        String told = run(wrong, "return failing(() => t.db.query('SELECT 1'))");
        assertTrue(told.startsWith("[\"DatabaseError\",\"28P01\",\"28P01\",\"password authentication failed"), told);
        assertEquals(-1, told.indexOf("wrong"), told);
    }
}
