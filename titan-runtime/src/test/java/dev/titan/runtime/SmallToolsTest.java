package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code t.crypto}, {@code t.id}, {@code t.time}, {@code t.html} and {@code t.valid}. */
class SmallToolsTest {
    private static TestRuntime app(String body) throws Exception {
        return new TestRuntime(
                "const error = (f) => { try { f(); return 'none' } catch (e) { return e.name + ': ' + e.message } };"
                        + "export default defineAction((req) => {" + body + "})");
    }

    private static String run(String body) throws Exception {
        try (TestRuntime app = app(body)) {
            return app.text(0);
        }
    }

    @Test
    void hashesAreOrdinaryCalls() throws Exception {
        assertEquals(
                "[\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"qZk-NkcGgWq6PiVxeFDCbJzQ2J0\",64,\"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\",true,false]",
                run("""
                        return [
                          t.crypto.hash('sha256', 'abc'),
                          t.crypto.hash('SHA-1', new TextEncoder().encode('abc'), 'base64url'),
                          t.crypto.hash('sha512', 'abc', 'bytes').length,
                          t.crypto.hmac('sha256', 'Jefe', 'what do ya want for nothing?'),
                          t.crypto.equal('a', new Uint8Array([97])), t.crypto.equal('a', 'ab'),
                        ];
                        """));
    }

    @Test
    void whatIsTooLargeOrWrongIsRefusedWithWhatToDo() throws Exception {
        assertEquals(
                "[\"RangeError: t.crypto.hash: the data has 1048577 bytes, more than 1 MiB; use crypto.subtle, which does not hold the isolate\",\"TypeError: t.crypto: no hash 'crc'; there are md5, sha1, sha256, sha384, sha512\",\"TypeError: t.crypto.hash: the data must be a string or bytes, not object\",\"RangeError: t.crypto.randomBytes: the count must be an integer from 0 to 1048576, not -1\"]",
                run("""
                        return [
                          error(() => t.crypto.hash('sha256', 'a'.repeat((1 << 20) + 1))), error(() => t.crypto.hash('crc', '')),
                          error(() => t.crypto.hash('sha256', {})), error(() => t.crypto.randomBytes(-1)),
                        ];
                        """));
    }

    @Test
    void randomIntegersFillTheirRange() throws Exception {
        assertEquals(
                "[-1,0,1]",
                run(
                        "return [...new Set(Array.from({ length: 200 }, () => t.crypto.randomInt(-1, 2)))].sort((a, b) => a - b)"));
    }

    @Test
    void identifiersOfVersionSevenSortAsTheyWereMade() throws Exception {
        assertEquals(
                "[true,true,true,true,\"RangeError: t.id.nanoid: the size must be an integer from 1 to 1024, not 0\"]",
                run("""
                        const ids = Array.from({ length: 10_000 }, () => t.id.uuid());
                        const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
                        const time = parseInt(t.id.uuidv7().replace('-', '').slice(0, 12), 16);
                        return [
                          ids.every((id, i) => form.test(id) && (i === 0 || id > ids[i - 1])),
                          Math.abs(time - Date.now()) < 5000,
                          /^[\\w-]{21}$/.test(t.id.nanoid()),
                          /^[abc]{50}$/.test(t.id.nanoid(50, 'abc')),
                          error(() => t.id.nanoid(0)),
                        ];
                        """));
    }

    @Test
    void spansAndMomentsAreReadAndRefused() throws Exception {
        assertEquals(
                "[5400000,-500,\"2026-01-01T01:00:00.000Z\",1767225600,3600000,\"RangeError: t.time.duration: '5 bananas' is not a span of time; write numbers with units, such as 1h30m (units: ms, s, m, h, d, w)\",\"RangeError: t.time: 'soon' is not a time; expected milliseconds, a Date or text such as 2026-01-31T12:00:00Z\"]",
                run("""
                        const start = '2026-01-01T00:00:00Z';
                        return [
                          t.time.duration('1h 30m'), t.time.duration('-0.5s'), t.time.iso(t.time.add(start, '1h')), t.time.unix(start),
                          t.time.between(start, new Date('2026-01-01T01:00:00Z')), error(() => t.time.duration('5 bananas')), error(() => t.time.parse('soon')),
                        ];
                        """));
    }

    @Test
    void valuesOfAnHtmlTemplateAreEscaped() throws Exception {
        try (TestRuntime app = app(
                "const row = (x) => t.html`<li title=\"${x}\">${x}</li>`; return t.html`<ul>${['<a>', '\"&\\''].map(row)}${null}${t.html.raw('<hr>')}</ul>`")) {
            Answer.Response response = app.respond(0);
            assertEquals(List.of("Content-Type", "text/html; charset=utf-8"), response.headers());
            assertEquals(
                    "<ul><li title=\"&lt;a&gt;\">&lt;a&gt;</li><li title=\"&quot;&amp;&#39;\">&quot;&amp;&#39;</li><hr></ul>",
                    ((Answer.Text) response.body()).text());
        }
    }

    @Test
    void schemasGiveWhatFitsOrEveryPlaceThatDoesNot() throws Exception {
        assertEquals(
                "[{\"name\":\"Ann\",\"age\":7,\"tags\":[\"a\"],\"role\":\"user\"},[\"name: must have 1 characters or more\",\"age: expected a number, not string\",\"tags.1: must be one of 'a', 'b'\",\"extra: is not known\"],\"ValidationError: expected a string, not number\",42,true]",
                run("""
                        const v = t.valid;
                        const schema = v.object({
                          name: v.string().trim().min(1), age: v.number().int().optional(), tags: v.array(v.enum(['a', 'b'])), role: v.string().default('user'),
                        }, { strict: true });
                        return [
                          schema.parse({ name: ' Ann ', age: 7, tags: ['a'] }),
                          schema.check({ name: '', age: 'x', tags: ['a', 'c'], extra: 1 }).issues.map((i) => i.path.join('.') + ': ' + i.message),
                          error(() => v.string().parse(1)),
                          v.coerce.number().parse('42'),
                          v.union([v.string().email(), v.literal(null)]).check('a@b.example').value === 'a@b.example',
                        ];
                        """));
    }

    @Test
    void aSchemaGuardsAnAction() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "export default defineAction({ query: t.valid.object({ n: t.valid.coerce.number().int() }) }, (req) => req.query.n + 1)")) {
            Answer.Response fits =
                    (Answer.Response) app.start(0, "n=41", RequestBody.NONE).await();
            assertEquals("42", ((Answer.Text) fits.body()).text());
            assertTrue(
                    app.start(0, "n=x", RequestBody.NONE).await().toString().contains("expected a number, not string"));
        }
    }
}
