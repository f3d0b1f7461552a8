package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.ExitCode;
import dev.titan.model.PlainJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code titan test}. */
@Timeout(300)
class TestCommandTest {
    private static final String IMPORTS = """
            import { after, afterEach, before, beforeEach, describe, it, mock, test } from 'node:test';
            import assert from 'node:assert/strict';
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void makeApp() throws IOException {
        file("app/actions/hello.ts", "export default () => 'hello';");
    }

    private void file(String name, String code) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, code);
    }

    private void tests(String code) throws IOException {
        file("app/hello.test.ts", IMPORTS + code);
    }

    private CommandRun run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "test";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.in(folder, Map.of(), all);
    }

    /** What is printed, without times. */
    private static String told(CommandRun run) {
        return run.out().replaceAll("\\d+ ms", "* ms");
    }

    @Test
    void runsWhatPassesAndTellsOfEachTest() throws IOException {
        tests("""
                import action from './actions/hello';
                test('calls an action', () => assert.equal(action(), 'hello'));
                describe('a suite', () => {
                  it('drifts', () => { drift(t.sleep(1)); });
                  it('awaits', async () => { await t.sleep(1); });
                  it('calls back', (_, done) => { setTimeout(done, 1); });
                  it.skip('is skipped');
                  it('has a reason', { skip: 'not on Mondays' }, () => assert.fail());
                  it('need not work yet', { todo: true }, () => assert.fail());
                });
                """);
        CommandRun run = run();
        assertEquals("""
                app/hello.test.ts
                  ✔ calls an action  * ms
                  ✔ a suite › drifts  * ms
                  ✔ a suite › awaits  * ms
                  ✔ a suite › calls back  * ms
                  - a suite › is skipped  skipped
                  - a suite › has a reason  skipped: not on Mondays
                  … a suite › need not work yet  to do
                4 passed, 2 skipped, 1 to do  1 file, * ms
                """, told(run), run.err());
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @Test
    void aFailureIsToldWithItsPlaceInTheSource() throws IOException {
        file("app/services/stock.ts", """
                export class Stock {
                  take(count: number): number {
                    if (count > 3) throw new RangeError('not so many', { cause: new TypeError('empty') });
                    return count;
                  }
                }
                """);
        tests("""
                import { Stock } from './services/stock';
                test('takes many', () => {
                  new Stock().take(4);
                });
                test('takes one', () => assert.deepEqual({ taken: new Stock().take(1) }, { taken: 2 }));
                test('throws no error', async () => { throw 'a text'; });
                """);
        CommandRun run = run();
        assertEquals("""
                app/hello.test.ts
                  ✖ takes many  * ms
                    RangeError: not so many
                        at Stock.take (app/services/stock.ts:3:26)
                        at TestContext.<anonymous> (app/hello.test.ts:5:15)
                    caused by
                      TypeError: empty
                          at Stock.take (app/services/stock.ts:3:65)
                          at TestContext.<anonymous> (app/hello.test.ts:5:15)
                  ✖ takes one  * ms
                    AssertionError: Expected values to be strictly deep-equal:

                    { taken: 1 } !== { taken: 2 }
                        at TestContext.<anonymous> (app/hello.test.ts:7:32)
                  ✖ throws no error  * ms
                    thrown: 'a text'
                0 passed, 3 failed  1 file, * ms
                """, told(run).replaceAll("(?m)^ +$", ""), run.err());
        assertEquals(ExitCode.FAILURE, run.exitCode());
    }

    @Test
    void hooksRunAroundTheTestsOfTheirSuiteAndOfThoseInIt() throws IOException {
        tests("""
                const seen = [];
                beforeEach(() => { seen.push('each'); });
                describe('outer', () => {
                  before(() => { seen.push('before'); });
                  after(() => { seen.push('after'); });
                  afterEach(() => { seen.push('outer each'); });
                  describe('inner', async () => {
                    await null;
                    beforeEach(() => { drift(t.sleep(1)); seen.push('inner each'); });
                    it('a', () => { seen.push('a'); });
                  });
                  it('b', () => { seen.push('b'); });
                });
                test('saw all', () => assert.equal(seen.join(), 'before,each,inner each,a,outer each,each,b,outer each,after,each'));
                describe('broken', () => { before(() => { throw new Error('no'); }); it('never runs', () => {}); });
                """);
        CommandRun run = run();
        assertTrue(run.out().contains("✔ saw all"), run.out());
        assertTrue(run.out().contains("✖ broken › (before)") && !run.out().contains("never runs"), run.out());
    }

    @Test
    void testsHaveTestsWithinThemAndMocks() throws IOException {
        tests("""
                test('outer', async (context) => {
                  const seen = [];
                  await context.test('inner', () => { seen.push(1); });
                  assert.deepEqual(seen, [1]);
                });
                test('outer that fails', (context) => { void context.test('inner', () => assert.fail()); });
                test('mocks', (context) => {
                  const add = context.mock.fn((a, b) => a + b);
                  assert.equal(add(1, 2), 3);
                  add.mock.mockImplementationOnce(() => 7);
                  assert.deepEqual([add(1, 2), add(1, 2)], [7, 3]);
                  assert.deepEqual(add.mock.calls.map(({ result }) => result), [3, 7, 3]);
                  const clock = { now: () => 1, get zone() { return 'UTC'; } };
                  const now = mock.method(clock, 'now', () => 2, { times: 1 });
                  assert.deepEqual([clock.now(), clock.now(), now.mock.callCount()], [2, 1, 2]);
                  context.mock.getter(clock, 'zone', () => 'CET');
                  assert.equal(clock.zone, 'CET');
                  context.mock.restoreAll();
                  assert.equal(clock.zone, 'UTC');
                  class Given { constructor(public n: number) {} }
                  const Made = mock.fn(Given);
                  assert.equal(new Made(3).n, 3);
                  assert.equal(Made.mock.calls[0].target, Made);
                });
                """);
        CommandRun run = run();
        assertTrue(run.out().contains("✔ outer › inner") && run.out().contains("✔ outer  "), run.out());
        assertTrue(run.out().contains("✖ outer that fails › inner"), run.out());
        assertTrue(run.out().contains("1 subtest failed"), run.out());
        assertTrue(run.out().contains("✔ mocks"), run.out());
    }

    @Test
    void eachFileHasAnIsolateADatabaseAndFilesOfItsOwn() throws IOException {
        file("db/migrations/V001__notes.sql", "CREATE TABLE notes (text TEXT);");
        file("data/kept.txt", "kept");
        String code = """
                test('is alone', () => {
                  assert.equal(globalThis.mine, undefined);
                  globalThis.mine = true;
                  drift(t.db.exec('INSERT INTO notes VALUES (?)', ['a']));
                  assert.equal(drift(t.db.query('SELECT * FROM notes')).length, 1);
                  assert.equal(drift(t.fs.exists('kept.txt')), false);
                  drift(t.fs.write('new.txt', 'new'));
                });
                """;
        file("test/one.test.js", IMPORTS + code);
        file("test/deep/two.test.mts", IMPORTS + code);
        CommandRun run = run();
        assertTrue(run.out().contains("2 passed  2 files"), run.out() + run.err());
        try (var data = Files.list(folder.resolve("data"))) {
            assertEquals(
                    List.of("kept.txt"),
                    data.map(each -> each.getFileName().toString()).toList());
        }
    }

    @Test
    void aTestThatNeverEndsFailsAndTheOthersGoOn() throws IOException {
        tests("""
                test('waits', { timeout: 10 }, () => new Promise(() => {}));
                test('goes on', () => {});
                test('computes', () => { for (;;); });
                test('never runs', () => {});
                """);
        file("titan.config.json", "{\"limits\": {\"cpuMs\": 1000}}");
        CommandRun run = run();
        assertTrue(run.out().contains("Error: the test did not end within 10 ms"), run.out());
        assertTrue(run.out().contains("✔ goes on"), run.out());
        assertTrue(run.out().contains("✖ computes") && run.out().contains("limits.cpuMs (1000 ms)"), run.out());
        assertFalse(run.out().contains("never runs"), run.out());
        assertEquals(ExitCode.FAILURE, run.exitCode());
    }

    @Test
    void aFileThatDoesNotLoadFails() throws IOException {
        tests("throw new Error('at the top');");
        CommandRun run = run();
        assertTrue(run.out().contains("✖ (loading)") && run.out().contains("at app/hello.test.ts:3:7"), run.out());
        assertEquals(ExitCode.FAILURE, run.exitCode());
    }

    @Test
    void filesAndNamesAreChosen() throws IOException {
        tests("test('one', () => {}); describe('suite', () => { it('two', () => {}); it('three', () => {}); });");
        file("test/other.test.ts", IMPORTS + "test('one', () => {}); test.only('sole', () => {});");
        assertEquals(
                "app/hello.test.ts\n  ✔ suite › two  * ms\n1 passed  1 file, * ms\n",
                told(run(".", "hello", "--name", "suite two")));
        assertEquals("test/other.test.ts\n  ✔ sole  * ms\n1 passed  1 file, * ms\n", told(run(".", "other")));
    }

    @Test
    void saysWhatThereIsWhenThereIsNothingToRun() throws IOException {
        CommandRun none = run();
        assertEquals(ExitCode.FAILURE, none.exitCode());
        assertEquals(
                "titan: there are no tests: they are files named *.test.ts (or tsx, mts, js, jsx, mjs) below app, test, tests\n",
                none.err());
        tests("test('one', () => {});");
        assertEquals(
                "titan: no test file has \"shop\" in its path; there are app/hello.test.ts\n",
                run(".", "shop").err());
        assertEquals(
                "titan: no test has \"two\" in its name\n", run("--name", "two").err());
        assertEquals(ExitCode.USAGE, run("--nam", "two").exitCode());
    }

    @Test
    void jsonHasAllOfIt() throws IOException {
        tests("test('a', () => {});\ntest('b', () => { console.log('quiet'); throw new Error('no'); });");
        CommandRun run = run("--json");
        Map<?, ?> report = (Map<?, ?>) PlainJson.parse(run.out());
        assertEquals(false, report.get("ok"));
        assertEquals(
                "[1, 1, 0, 0]",
                List.of("passed", "failed", "skipped", "todo").stream()
                        .map(report::get)
                        .map(String::valueOf)
                        .collect(Collectors.toList())
                        .toString());
        Map<?, ?> failed = (Map<?, ?>) ((List<?>) report.get("tests")).get(1);
        assertEquals(List.of("b"), failed.get("path"));
        assertEquals("failed", failed.get("outcome"));
        Map<?, ?> error = (Map<?, ?>) ((List<?>) failed.get("errors")).get(0);
        Map<?, ?> frame = (Map<?, ?>) ((List<?>) error.get("frames")).get(0);
        assertEquals("app/hello.test.ts 4", frame.get("file") + " " + frame.get("line"));
        assertEquals(ExitCode.FAILURE, run.exitCode());
    }
}
