package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.TitanConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an author sees of t.db with nothing configured: SQLite. */
class SqliteTest extends DatabaseScenario {
    @TempDir
    Path folder;

    @Override
    TitanConfig.Database config() {
        return TitanConfig.Database.DEFAULTS;
    }

    @Override
    Path folder() {
        return folder;
    }

    private static TitanConfig.Database limits(int pool, int acquireMs, int statementMs, long resultBytes) {
        return new TitanConfig.Database(null, pool, 5_000, acquireMs, statementMs, resultBytes);
    }

    @Test
    void queriesGiveRowsAndStatementsTellWhatTheyChanged() throws Exception {
        assertEquals(
                "[{\"changes\":0},{\"changes\":2,\"lastInsertId\":2},{\"changes\":1},[{\"id\":1,\"name\":\"Ada\"},{\"id\":2,\"name\":\"Böb\"}],{\"id\":2,\"name\":\"Böb\"},null,[]]",
                run(
                        "const c = await t.db.exec('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)');"
                                + "const i = await t.db.exec('INSERT INTO users (name) VALUES (?), ($2)'.replace('$2', '?'), ['Ada', 'Bob']);"
                                + "const u = await t.db.exec('UPDATE users SET name = $2 WHERE id = $1', [2, 'Böb']);"
                                + "return [c, i, u, await t.db.query('SELECT * FROM users ORDER BY id'), await t.db.one('SELECT * FROM users ORDER BY id DESC'),"
                                + "await t.db.one('SELECT * FROM users WHERE id = ?', [9]), await t.db.query('SELECT * FROM users WHERE id = ?', [undefined])]"));
        assertTrue(Files.isRegularFile(folder.resolve("data/app.db")));
    }

    @Test
    void nothingIsOpenedBeforeTheFirstUse() throws Exception {
        assertEquals("\"object\"", run("return JSON.stringify(typeof t.db)"));
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void valuesComeBackAsTheyWent() throws Exception {
        assertEquals(
                "[9007199254740991,\"9007199254740992n\",\"-9223372036854775808n\",1.5,-0.25,\"text ✓ \\u0000 end\",\"Uint8Array 0,255,7\",1,0,null,\"2024-02-03T04:05:06.007Z\",\"{\\\"a\\\":[1]}\",\"[1,2]\",\"Infinity\",\"ArrayBuffer view 2,3\",1e+300]",
                run(
                        "const show = (v) => typeof v === 'bigint' ? v + 'n' : v instanceof Uint8Array ? 'Uint8Array ' + [...v] : v === Infinity ? 'Infinity' : v;"
                                + "const round = async (v) => show((await t.db.one('SELECT ? AS v', [v])).v);"
                                + "const all = []; for (const v of [Number.MAX_SAFE_INTEGER, 2n ** 53n, -(2n ** 63n), 1.5, -0.25, 'text ✓ \\u0000 end', new Uint8Array([0, 255, 7]), true, false, null,"
                                + "new Date('2024-02-03T04:05:06.007Z'), {a: [1]}, [1, 2], Infinity]) all.push(await round(v));"
                                + "all.push('ArrayBuffer view ' + [...(await t.db.one('SELECT ? AS v', [new Uint8Array([1, 2, 3]).subarray(1)])).v]);"
                                + "all.push(await round(1e300)); return all"));
    }

    @Test
    void severalBytesOfARowKeepApart() throws Exception {
        assertEquals(
                "[[1,2],[],[3],\"x\"]",
                run(
                        "const r = await t.db.one('SELECT ? AS a, ? AS b, ? AS c, ? AS d', [new Uint8Array([1, 2]), new Uint8Array(0), new Uint8Array([3]).buffer, 'x']);"
                                + "return [[...r.a], [...r.b], [...r.c], r.d]"));
    }

    @Test
    void columnsKeepTheirOrderAndTheLastOfTwoEqualNamesCounts() throws Exception {
        assertEquals(
                "[[\"b\",\"a\",\"__proto__\"],{\"b\":1,\"a\":3},true]",
                run("const r = await t.db.one('SELECT 1 AS b, 2 AS a, 3 AS a, 4 AS \"__proto__\"');"
                        + "return [Object.keys(r), {b: r.b, a: r.a}, Object.getPrototypeOf(r) === Object.prototype]"));
    }

    @Test
    void aHostileTextIsOnlyAText() throws Exception {
        assertEquals(
                "[\"'; DROP TABLE t; --\",\"\\\\\",\"$1 ? \\\"\",3]",
                run("await t.db.exec('CREATE TABLE t (v TEXT)'); const all = [];"
                        + "for (const v of [\"'; DROP TABLE t; --\", '\\\\', '$1 ? \"']) { await t.db.exec('INSERT INTO t VALUES (?)', [v]); all.push((await t.db.one('SELECT v FROM t WHERE v = $1', [v])).v) }"
                        + "all.push((await t.db.one('SELECT count(*) AS n FROM t')).n); return all"));
    }

    @Test
    void errorsHaveTheSqlStateAndTheStatement() throws Exception {
        assertEquals(
                "[[\"DatabaseError\",\"SQLITE_CONSTRAINT_UNIQUE\",\"23505\",\"UNIQUE constraint failed: u.e\"],"
                        + "[\"DatabaseError\",\"SQLITE_CONSTRAINT_NOTNULL\",\"23502\",\"NOT NULL constraint failed: u.e\"],"
                        + "[\"DatabaseError\",\"SQLITE_CONSTRAINT_FOREIGNKEY\",\"23503\",\"FOREIGN KEY constraint failed\"],"
                        + "[\"DatabaseError\",\"SQLITE_CONSTRAINT_CHECK\",\"23514\",\"CHECK constraint failed: n > 0\"],"
                        + "[\"DatabaseError\",\"SQLITE_ERROR\",\"42000\",\"no such table: nowhere\"],"
                        + "[\"DatabaseError\",\"SQLITE_ERROR\",\"42000\",\"near \\\"SELEC\\\": syntax error\"],"
                        + "\"INSERT INTO u VALUES (?, 1, NULL)\",true]",
                run(
                        "await t.db.exec('CREATE TABLE u (e TEXT NOT NULL UNIQUE, n INTEGER CHECK (n > 0), r TEXT REFERENCES u (e)); INSERT INTO u VALUES (\\'a\\', 1, NULL)');"
                                + "let error; try { await t.db.exec('INSERT INTO u VALUES (?, 1, NULL)', ['a']) } catch (e) { error = e }"
                                + "return [await failing(() => t.db.exec('INSERT INTO u VALUES (?, 1, NULL)', ['a'])), await failing(() => t.db.exec('INSERT INTO u VALUES (NULL, 1, NULL)')),"
                                + "await failing(() => t.db.exec(\"INSERT INTO u VALUES ('b', 1, 'z')\")), await failing(() => t.db.exec(\"INSERT INTO u VALUES ('c', 0, NULL)\")),"
                                + "await failing(() => t.db.query('SELECT * FROM nowhere')), await failing(() => t.db.query('SELEC 1')), error.statement, error instanceof t.db.DatabaseError]"));
    }

    @Test
    void mistakesInACallAreToldBeforeTheDatabaseSeesThem() throws Exception {
        assertEquals(
                "[\"t.db.query: the statement must be a string, not a number\",\"t.db.one: the parameters must be an array, not an object\",\"t.db.exec: parameter 1 is a function, which no database has\","
                        + "\"t.db.query: parameter 2 is an invalid Date\",\"t.db.transaction: expected a function of tx, not undefined\","
                        + "\"the statement has 1 parameter, and 0 values were given\",\"the statement has 2 parameters, and 1 value was given\",\"the statement mixes ? and $1; use one of them\","
                        + "\"the parameter :id has a name; write ? for the next or $1 for the first of a list of parameters\","
                        + "\"there are 2 statements, expected one; t.db.exec runs several when they have no parameters, t.db.batch when they have\",\"the statement is empty\","
                        + "\"BEGIN is not to be run as a statement, since the next one may get another connection: use t.db.transaction(tx => …)\","
                        + "\"ATTACH would reach files beside that of the database and is not allowed\",\"VACUUM would reach files beside that of the database and is not allowed\","
                        + "\"what ' begins in line 2 has no end\",\"t.db.query() was used without drift(); write drift(t.db.query(…)) or await it\"]",
                run(
                        "const m = async (f) => (await failing(f))[3]; return [await m(() => t.db.query(5)), await m(() => t.db.one('SELECT 1', {id: 1})), await m(() => t.db.exec('SELECT ?', [() => 1])),"
                                + "await m(() => t.db.query('SELECT ?, ?', [1, new Date(NaN)])), await m(() => t.db.transaction()),"
                                + "await m(() => t.db.query('SELECT ?')), await m(() => t.db.query('SELECT $2', [1])), await m(() => t.db.query('SELECT $1, ?', [1])), await m(() => t.db.query('SELECT :id')),"
                                + "await m(() => t.db.query('SELECT 1; SELECT 2')), await m(() => t.db.query(' -- nothing ')), await m(() => t.db.exec('begin')),"
                                + "await m(() => t.db.exec(\"ATTACH '/tmp/x' AS x\")), await m(() => t.db.exec(\"VACUUM INTO '/tmp/x'\")), await m(() => t.db.query(\"SELECT 1,\\n 'a\")),"
                                + "await m(() => t.db.query('SELECT ?', [t.db.query('SELECT 1')]))]"));
    }

    @Test
    void aTransactionIsAllOrNothing() throws Exception {
        assertEquals(
                "[\"done\",[1,2],\"no\",[1,2],[1,2,5],\"TITAN_DB_ENDED\"]",
                run(
                        "await t.db.exec('CREATE TABLE t (n INTEGER)'); const all = async () => (await t.db.query('SELECT n FROM t ORDER BY n')).map((r) => r.n); let kept;"
                                + "const add = (tx, n) => tx.exec('INSERT INTO t VALUES (?)', [n]);"
                                + "const done = await t.db.transaction(async (tx) => { kept = tx; await add(tx, 1); await add(tx, 2); return 'done' }); const one = await all();"
                                + "const no = await t.db.transaction(async (tx) => { await add(tx, 3); throw new Error('no') }).catch((e) => e.message); const two = await all();"
                                + "await t.db.transaction(async (tx) => { try { await tx.transaction(async (inner) => { await add(inner, 4); throw 1 }) } catch {} await tx.transaction((inner) => add(inner, 5)) });"
                                + "return [done, one, no, two, await all(), (await failing(async () => kept.query('SELECT 1')))[1]]"));
    }

    @Test
    void aTransactionSeesItsOwnWritesAndOthersDoNot() throws Exception {
        assertEquals(
                "[1,0,1]",
                run(
                        "await t.db.exec('CREATE TABLE t (n INTEGER)'); const count = async (db) => (await db.one('SELECT count(*) AS n FROM t')).n; let inside, outside;"
                                + "await t.db.transaction(async (tx) => { await tx.exec('INSERT INTO t VALUES (1)'); inside = await count(tx); outside = await count(t.db) });"
                                + "return [inside, outside, await count(t.db)]"));
    }

    @Test
    void aBatchIsOneTransaction() throws Exception {
        assertEquals(
                "[[{\"changes\":1,\"lastInsertId\":1},{\"changes\":1,\"lastInsertId\":2}],[{\"changes\":2},{\"changes\":1,\"lastInsertId\":1}],1,\"23505\",1,1]",
                run(
                        "await t.db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, v TEXT)'); const n = async () => (await t.db.one('SELECT count(*) AS n FROM t')).n;"
                                + "const a = await t.db.batch('INSERT INTO t (v) VALUES (?)', [['a'], ['b']]);"
                                + "const b = await t.db.batch(['DELETE FROM t', ['INSERT INTO t VALUES ($1, $1)', [1]]]); const one = await n(); let e;"
                                + "try { await t.db.batch([{sql: 'INSERT INTO t VALUES (2, 2)'}, {sql: 'INSERT INTO t VALUES (?, 3)', params: [1]}]) } catch (x) { e = x }"
                                + "return [a, b, one, e.sqlState, e.index, await n()]"));
    }

    @Test
    void oneThatWritesOutsideOfItsTransactionIsTold() throws Exception {
        assertEquals(
                "[\"TITAN_DB_BUSY\",true,0]",
                run(
                        limits(4, 1_000, 0, 1 << 20),
                        "await t.db.exec('CREATE TABLE t (n INTEGER)'); let e; try { await t.db.transaction(async (tx) => { await tx.exec('INSERT INTO t VALUES (1)'); await t.db.exec('INSERT INTO t VALUES (2)') }) } catch (x) { e = x }"
                                + "return [e.code, e.message.includes('use its tx'), (await t.db.one('SELECT count(*) AS n FROM t')).n]"));
    }

    @Test
    void aStatementThatTakesTooLongIsCancelled() throws Exception {
        assertEquals(
                "[[\"DatabaseError\",\"57014\",\"57014\",\"the statement took longer than 500 ms (db.statementMs) and was cancelled\"],7]",
                run(
                        limits(4, 10_000, 500, 1 << 20),
                        "const f = await failing(() => t.db.one('WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c'));"
                                + "return [f, (await t.db.one('SELECT 7 AS n')).n]"));
    }

    @Test
    void aClientThatGoesAwayRollsBack() throws Exception {
        try (TestRuntime app = app(
                limits(4, 5_000, 0, 1 << 20),
                "await t.db.exec('CREATE TABLE t (n INTEGER)'); return 1",
                "await t.db.transaction(async (tx) => { await tx.exec('INSERT INTO t VALUES (1)'); globalThis.inside = true; await t.sleep(60_000) })",
                "while (!globalThis.inside) await t.sleep(1); return 1",
                "await t.db.exec('INSERT INTO t VALUES (2)'); return t.db.query('SELECT n FROM t')")) {
            app.call(0);
            TestRuntime.Call call = app.start(1);
            app.call(2);
            call.cancel();
            assertEquals("[{\"n\":2}]", app.text(3));
        }
    }

    @Test
    void aStreamReadsInParts() throws Exception {
        assertEquals(
                "[100000,4999950000,[1,2,3],\"TITAN_DB_ENDED\",\"TITAN_DB_USAGE\",5]",
                run(
                        "await t.db.exec('CREATE TABLE t (n INTEGER)'); await t.db.exec('WITH RECURSIVE c (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 99999) INSERT INTO t SELECT n FROM c');"
                                + "let count = 0, sum = 0; for await (const row of t.db.stream('SELECT n FROM t')) { count++; sum += row.n }"
                                + "const some = []; const s = t.db.stream('SELECT n FROM t WHERE n > ? ORDER BY n', [0], {rows: 2}); for await (const {n} of s) { some.push(n); if (n === 3) break }"
                                + "const again = await failing(async () => { for await (const x of s); }); const none = await failing(async () => { for await (const x of t.db.stream('DELETE FROM t')); });"
                                + "let inside = 0; await t.db.transaction(async (tx) => { for await (const x of tx.stream('SELECT n FROM t LIMIT 5', [], {rows: 2})) { inside++; await tx.exec('UPDATE t SET n = n WHERE n = 1') } });"
                                + "return [count, sum, some, again[1], none[1], inside]"));
    }

    @Test
    void resultsHaveALimit() throws Exception {
        assertEquals(
                "[\"TITAN_DB_RESULT\",200000]",
                run(
                        limits(4, 10_000, 0, 100_000),
                        "const many = 'WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200000) SELECT n FROM c'; const f = await failing(() => t.db.query(many));"
                                + "let n = 0; for await (const x of t.db.stream(many)) n++; return [f[1], n]"));
    }

    @Test
    void columnsAddedLaterAreSeen() throws Exception {
        assertEquals(
                "[[\"a\"],[\"a\",\"b\"]]",
                run(
                        "await t.db.exec('CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)'); const keys = async () => Object.keys(await t.db.one('SELECT * FROM t'));"
                                + "const one = await keys(); await t.db.exec('ALTER TABLE t ADD COLUMN b INTEGER'); return [one, await keys()]"));
    }

    @Test
    void returningGivesRowsAndTriggersAreOneStatement() throws Exception {
        assertEquals(
                "[[{\"n\":1},{\"n\":2}],2,[{\"m\":1},{\"m\":2},{\"m\":9}]]",
                run(
                        "await t.db.exec('CREATE TABLE t (n INTEGER); CREATE TABLE l (m INTEGER); CREATE TRIGGER x AFTER INSERT ON t BEGIN INSERT INTO l VALUES (CASE WHEN new.n = 3 THEN 9 ELSE new.n END); END; SELECT 1');"
                                + "const r = await t.db.query('INSERT INTO t VALUES (1), (2) RETURNING n'); await t.db.exec('INSERT INTO t VALUES (3)');"
                                + "return [r, (await t.db.exec('UPDATE t SET n = n WHERE n < 3 RETURNING n')).changes, await t.db.query('SELECT m FROM l ORDER BY m')]"));
    }

    @Test
    void manyAtOnceAreServedInTurn() throws Exception {
        assertEquals(
                "500",
                run(
                        limits(4, 60_000, 0, 1 << 20),
                        "await t.db.exec('CREATE TABLE t (n INTEGER)'); await Promise.all(Array.from({length: 250}, (_, i) => [t.db.exec('INSERT INTO t VALUES (?)', [i]), t.db.query('SELECT * FROM t'),"
                                + "t.db.transaction((tx) => tx.exec('INSERT INTO t VALUES (?)', [i]))]).flat()); return (await t.db.one('SELECT count(*) AS n FROM t')).n"));
    }

    @Test
    void twoServersShareAFile() throws Exception {
        String body =
                "await t.db.exec('CREATE TABLE IF NOT EXISTS t (n INTEGER)'); for (let i = 0; i < 50; i++) await t.db.transaction(async (tx) => { const {n} = await tx.one('SELECT count(*) AS n FROM t'); await tx.exec('INSERT INTO t VALUES (?)', [n]) });"
                        + "return 1";
        try (TestRuntime one = app(
                        TitanConfig.Database.DEFAULTS,
                        body,
                        "return await t.db.one('SELECT count(*) AS n, count(DISTINCT n) AS d FROM t')");
                TestRuntime two = app(TitanConfig.Database.DEFAULTS, body)) {
            TestRuntime.Call first = one.start(0);
            TestRuntime.Call second = two.start(0);
            assertEquals(200, ((Answer.Response) first.await()).status());
            assertEquals(200, ((Answer.Response) second.await()).status());
            assertEquals("{\"n\":100,\"d\":100}", one.text(1));
        }
    }

    @Test
    void mistakesWithKeysAreTold() throws Exception {
        assertEquals(
                "[\"t.kv.get: the key must be a string, not 1\",\"t.kv.set: the key must have 1 to 1024 characters, not 0\",\"t.kv.set: the value is undefined, which JSON has no text for\",\"t.kv.set: ttl must be a number of seconds above 0, not -1\",\"t.kv.increment: the amount must be a safe integer, not 0.5\",\"t.kv.increment: the value of \\\"s\\\" is not an integer\",\"t.kv.list: limit must be an integer from 1 to 10000, not 0\"]",
                run(
                        "await t.kv.set('s', 'text'); const m = async (f) => (await failing(f))[3]; return [await m(() => t.kv.get(1)), await m(() => t.kv.set('', 1)), await m(() => t.kv.set('a')), await m(() => t.kv.set('a', 1, {ttl: -1})), await m(() => t.kv.increment('a', 0.5)), await m(() => t.kv.increment('s')), await m(() => t.kv.list('', {limit: 0}))]"));
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws Exception {
        Files.writeString(folder.resolve("data"), "a file");
        String told = run("return failing(() => t.db.query('SELECT 1'))");
        assertTrue(told.startsWith("[\"DatabaseError\",\"SQLITE_CANTOPEN\",\"08001\",\"the folder "), told);
    }

    @Test
    void aFileThatIsNoDatabaseIsTold() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("data/app.db"),
                "not a database, but long enough to be read as a header of one".repeat(50));
        String told = run("return failing(() => t.db.query('SELECT 1 FROM sqlite_master'))");
        assertTrue(told.contains("SQLITE_NOTADB"), told);
    }

    @Test
    void aDatabaseInMemoryLivesWithTheProcess() throws Exception {
        TitanConfig.Database memory = new TitanConfig.Database("sqlite::memory:", 4, 5_000, 5_000, 0, 1 << 20);
        assertEquals(
                "[{\"n\":1}]",
                run(
                        memory,
                        "await t.db.exec('CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1)'); return t.db.query('SELECT * FROM t')"));
    }
}
