package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import dev.titan.host.files.FileSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is used once it has ended, and what stands behind it is not there or has failed. */
class AfterTheEndTest {
    private static final String FAILING =
            "const failing = async (f) => { try { return await f() } catch (e) { return [e.name, e.code ?? e.message].join(' ') } };";

    @TempDir
    Path folder;

    private String run(UnaryOperator<RuntimeConfig> config, String body) throws Exception {
        try (TestRuntime app =
                new TestRuntime(1, config, FAILING + "export default defineAction(async (req) => {" + body + "})")) {
            return app.text(0);
        }
    }

    private UnaryOperator<RuntimeConfig> files() {
        return config -> config.withFiles(new FileSettings(folder, List.of("data", "public"), List.of("data"), null));
    }

    @Test
    void rowsTransactionsFilesBodiesSocketsAndTasksSayThatTheyAreOver() throws Exception {
        assertEquals("""
                DatabaseError TITAN_DB_ENDED
                DatabaseError TITAN_DB_ENDED
                DatabaseError TITAN_DB_ENDED
                DatabaseError TITAN_DB_ENDED
                true
                TypeError Cannot read from a stream using a released reader
                TypeError the body has been read already, or is being read
                TypeError the body has been read already, or is being read
                Error given up
                false false false []
                false null
                undefined
                null""", run(files(), """
                        const rows = t.db.stream('SELECT 1 AS a UNION SELECT 2');
                        for await (const row of rows) break;
                        let tx;
                        await t.db.transaction(async (given) => { tx = given });
                        await t.fs.write('f', 'abc');
                        const cancelled = await t.fs.stream('f');
                        await cancelled.cancel();
                        const released = (await t.fs.stream('f')).getReader();
                        await released.read();
                        released.releaseLock();
                        const body = new Response('x');
                        await body.text();
                        const given = new AbortController();
                        given.abort(new Error('given up'));
                        const off = t.events.on('e', () => {});
                        off();
                        await t.cache.set('k', 1);
                        await t.cache.clear();
                        return [
                          await failing(async () => { for await (const row of rows) return 'again' }),
                          await failing(() => tx.query('SELECT 1')),
                          await failing(() => tx.transaction(() => 1)),
                          await failing(async () => { for await (const row of tx.stream('SELECT 1')); }),
                          await failing(async () => (await cancelled.getReader().read()).done),
                          await failing(() => released.read()),
                          await failing(() => body.text()),
                          await failing(() => body.clone()),
                          await failing(() => t.fetch('http://127.0.0.1:1', { signal: given.signal })),
                          [await t.ws.send('gone', 'x'), await t.ws.close('gone'), await t.ws.join('gone', 'r'), JSON.stringify(await t.ws.rooms('gone'))].join(' '),
                          [await t.tasks.cancel('gone'), String(await t.tasks.status('gone'))].join(' '),
                          String(off()),
                          String(await t.cache.get('k')),
                        ].join('\\n');
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite:folder, SQLITE_CANTOPEN",
        "sqlite:text, SQLITE_NOTADB",
        "sqlite:text/app.db, SQLITE_CANTOPEN",
        "postgres://u:hidden@127.0.0.1:1/x, 08001"
    })
    void aDatabaseThatCannotBeUsedFailsEachCallWithItsCode(String url, String code) throws Exception {
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve("text"), "no database, ".repeat(100));
        TitanConfig.Database database = new TitanConfig.Database(url, 2, 1_000, 1_000, 5_000, 1 << 20);
        assertEquals(
                ("DatabaseError " + code + "\n").repeat(7) + "1",
                run(config -> config.withDatabase(new DatabaseSettings(database, folder)), """
                        t.tasks.define('n', () => {});
                        const told = [];
                        for (const call of [
                          () => t.db.query('SELECT 1'),
                          () => t.db.transaction(() => 1),
                          async () => { for await (const row of t.db.stream('SELECT 1')); },
                          () => t.kv.get('a'),
                          () => t.kv.set('a', 1),
                          () => t.tasks.enqueue('n'),
                          () => t.tasks.status('x'),
                        ]) told.push(await failing(call));
                        await t.cache.set('a', 1);
                        return [...told, await t.cache.get('a')].join('\\n');
                        """));
    }

    @Test
    void filesThatAreInTheWayAreToldByCode() throws Exception {
        Files.createDirectories(folder.resolve("data/d/full"));
        Files.writeString(folder.resolve("data/f"), "x");
        assertEquals(
                "FileError EISDIR\nFileError EISDIR\nFileError ENOTDIR\nFileError ENOTDIR\nFileError ENOTEMPTY\nFileError EINVAL\nPermissionError EACCES\nFileError ENOENT",
                run(files(), """
                        const told = [];
                        for (const call of [
                          () => t.fs.write('d', 'x'), () => t.fs.text('d'), () => t.fs.write('f/g', 'x'), () => t.fs.list('f'), () => t.fs.delete('d'),
                          () => t.fs.move('d', 'd/e'), () => t.fs.delete(''), () => t.fs.text('none'),
                        ]) told.push(await failing(call));
                        return told.join('\\n');
                        """));
    }

    @Test
    void aDataFolderThatIsAFileFailsEachCall() throws Exception {
        Files.writeString(folder.resolve("data"), "x");
        assertEquals(
                "FileError ENOTDIR\n".repeat(4).strip(),
                run(
                        files(),
                        "return [await failing(() => t.fs.write('a', 'b')), await failing(() => t.fs.text('a')), await failing(() => t.fs.list()), await failing(() => t.fs.mkdir('d'))].join('\\n')"));
    }
}
