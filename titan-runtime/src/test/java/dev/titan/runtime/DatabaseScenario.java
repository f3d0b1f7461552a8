package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.config.TitanConfig;
import dev.titan.host.db.DatabaseSettings;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Actions that use t.db and t.kv, and what is so in every database. */
abstract class DatabaseScenario {
    /** What the app configures, unless a test says something else. */
    abstract TitanConfig.Database config();

    /** The working directory of the app. */
    abstract Path folder();

    /** Actions by the bodies of their async functions; `failing(f)` is the name, code, SQLSTATE and message of what f's promise throws. */
    TestRuntime app(TitanConfig.Database config, String... bodies) throws LoadException {
        String[] modules = Stream.of(bodies)
                .map(body ->
                        "const failing = async (f) => { try { await f(); return 'nothing thrown' } catch (e) { return [e.name, e.code, e.sqlState, e.message] } };"
                                + "export default defineAction(async (req) => {" + body + "})")
                .toArray(String[]::new);
        return new TestRuntime(
                1, limits -> limits, new DatabaseSettings(config, folder()), RuntimeListener.NONE, modules);
    }

    /** What one action answers. */
    String run(TitanConfig.Database config, String body) throws Exception {
        try (TestRuntime app = app(config, body)) {
            return app.text(0);
        }
    }

    String run(String body) throws Exception {
        return run(config(), body);
    }

    @Test
    void valuesAreKeptByKey() throws Exception {
        assertEquals(
                "[null,true,{\"b\":[1,null,\"é\"]},true,false,false,true,6,-4,2,\"gone\",true,\"new\",true,false,[{\"key\":\"u:1\",\"value\":1},{\"key\":\"u:2\",\"value\":null}],1,[\"a\",\"n\",\"new\",\"u:1\",\"u:2\",\"v\"],50,50]",
                run(
                        "const k = t.kv; const all = [await k.get('a'), await k.set('a', {b: [1, null, 'é']}), await k.get('a'), await k.has('a'), await k.has('z'), await k.set('a', 1, {ifAbsent: true}), await k.set('n', 5), await k.increment('n'), await k.increment('n', -10), await k.increment('new', 2)];"
                                + "await k.set('t', 'gone', {ttl: 600}); all.push(await k.get('t')); await k.set('t', 'gone', {ttl: 0.02}); while (await k.has('t')) await t.sleep(5); all.push(await k.set('t', 'new', {ifAbsent: true}), await k.get('t'), await k.delete('t'), await k.delete('t'));"
                                + "await k.set('u:1', 1); await k.set('u:2', null); await k.set('v', 0); all.push(await k.list('u:'), (await k.list('u:', {after: 'u:1', limit: 1})).length, (await k.list()).map((e) => e.key));"
                                + "all.push((await Promise.all(Array.from({length: 50}, () => k.increment('c')))).length, await k.get('c')); return all"));
    }
}
