package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.runtime.RuntimeListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** t.db with drift, through the real server: SQLite, with nothing set up. */
class DatabaseIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String TABLE = "drift(t.db.exec('CREATE TABLE t (n INTEGER, v TEXT)')); return 1;";

    @TempDir
    Path folder;

    private static String get(AppServer server, String path) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url(path))).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private AppServer app(String... namesAndBodies) throws Exception {
        Map<String, String> files = new HashMap<>();
        files.put("titan.config.json", "{\"workers\": 1}");
        for (int i = 0; i < namesAndBodies.length; i += 2) {
            files.put(
                    "app/actions/" + namesAndBodies[i] + ".ts",
                    "export default defineAction((req: any): any => {" + namesAndBodies[i + 1] + "})");
        }
        return new AppServer(folder, files, RuntimeListener.NONE);
    }

    /** What an action answers once there is the table. */
    private String runWithTable(String body) throws Exception {
        try (AppServer server = app("table", TABLE, "run", body)) {
            get(server, "/actions/table");
            return get(server, "/actions/run");
        }
    }

    @Test
    void theCallbackOfATransactionDriftsLikeAnyFunction() throws Exception {
        String body =
                "let calls = 0; const add = (tx: any, n: number) => drift(tx.exec('INSERT INTO t VALUES (?, ?)', [n, 'x'])).changes;"
                        + "const sum = drift(t.db.transaction((tx) => { calls++; const all = [1, 2, 3].map((n) => add(tx, n)); drift(t.sleep(1));"
                        + " try { drift(tx.transaction((inner) => { add(inner, 4); throw new Error('no') })) } catch (e: any) { all.push(e.message) }"
                        + " const [a, b] = drift([tx.one('SELECT count(*) AS n FROM t'), tx.transaction((inner) => add(inner, 5))]); return [...all, a.n, b] }));"
                        + "let error; try { drift(t.db.transaction((tx) => { add(tx, 9); t.error(409, 'sold out') })) } catch (e: any) { error = e.status }"
                        + "return [calls, sum, error, drift(t.db.query('SELECT n FROM t ORDER BY n')).map((r: any) => r.n)];";
        assertEquals("200 [1,[1,1,1,\"no\",3,1],409,[1,2,3,5]]", runWithTable(body));
    }

    @Test
    void aLoopOverAStreamDrifts() throws Exception {
        String body =
                "drift(t.db.batch('INSERT INTO t VALUES (?, ?)', Array.from({ length: 1200 }, (_, i) => [i, 'v' + i])));"
                        + "let n = 0, sum = 0; for (const row of t.db.stream('SELECT * FROM t ORDER BY n', [], { rows: 100 })) { n++; sum += row.n; drift(t.sleep(0)); if (n === 1100) break }"
                        + "const rest = [...t.db.stream('SELECT n FROM t WHERE n >= 1198')].map((r: any) => r.n); return [n, sum, rest];";
        assertEquals("200 [1100,604450,[1198,1199]]", runWithTable(body));
    }

    @Test
    void rowsStreamToTheClient() throws Exception {
        String body =
                "return t.response.stream(function* () { for (const row of t.db.stream('SELECT n FROM t ORDER BY n', [], { rows: 7 })) yield row.n + ' ' })";
        String fill =
                "drift(t.db.batch('INSERT INTO t (n) VALUES (?)', [...Array(20).keys()].map((n) => [n]))); return 1";
        try (AppServer server = app("table", TABLE, "fill", fill, "run", body)) {
            get(server, "/actions/table");
            get(server, "/actions/fill");
            assertEquals("200 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 ", get(server, "/actions/run"));
        }
    }

    @Test
    void aDeadlineRollsBackAndRunsFinally() throws Exception {
        String slow =
                "const seen: any[] = (globalThis as any).seen = []; try { drift(drift.timeout(t.db.transaction((tx) => { drift(tx.exec('INSERT INTO t VALUES (1, 1)'));"
                        + " try { drift(t.sleep(60000)) } catch (e: any) { seen.push(e.name) } try { drift(tx.exec('INSERT INTO t VALUES (2, 2)')) } catch (e: any) { seen.push(e.code); throw e } finally { seen.push('finally') } }), 1500)) }"
                        + " catch (e: any) { seen.push('out ' + e.name) } drift(t.sleep(5)); return [seen, drift(t.db.query('SELECT * FROM t'))];";
        try (AppServer server = app("table", TABLE, "slow", slow)) {
            get(server, "/actions/table");
            assertEquals(
                    "200 [[\"TimeoutError\",\"TITAN_DB_ENDED\",\"finally\",\"out TimeoutError\"],[]]",
                    get(server, "/actions/slow"));
        }
    }

    @Test
    void anErrorOfTheDatabaseTellsTheClientNothing() throws Exception {
        try (AppServer server = app("broken", "return drift(t.db.query('SELECT secret FROM nowhere'));")) {
            String answer = get(server, "/actions/broken");
            assertEquals("500 ", answer.substring(0, 4));
            assertEquals(-1, answer.indexOf("nowhere"), answer);
        }
    }
}
