package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The stand-ins for node's modules, in actions that import them. The values are node's own, but for the texts of failed assertions. */
@Timeout(300)
class NodeModulesTest {
    /** An expression and its value as JSON. */
    private record Case(String expression, String value) {}

    private static final String PACKAGE_FILE = """
            const EventEmitter = require('events');
            const assert = require('assert');
            const { inherits } = require('util');
            const { Buffer } = require('buffer');
            function Old() { EventEmitter.call(this); }
            inherits(Old, EventEmitter);
            assert(typeof process === 'undefined' && typeof globalThis.Buffer === 'undefined');
            module.exports = { Old, hex: (s) => Buffer.from(s).toString('hex'), sep: require('path').sep, md5: (s) => require('crypto').createHash('md5').update(s).digest('hex') };
            """;

    private static final Map<String, List<Case>> CASES = Map.ofEntries(
            Map.entry(
                    "path",
                    List.of(
                            new Case("path.join('/a', '..', 'b', './c.txt')", "'/b/c.txt'"),
                            new Case("path.resolve('a')", "'/a'"),
                            new Case("path.relative('/a/b', '/a/c')", "'../c'"),
                            new Case("path.parse('/x/y.tar.gz').name", "'y.tar'"),
                            new Case("path.posix === path", "true"),
                            new Case("path.basename('/x/y.ts', '.ts') + path.sep + path.extname('a.b')", "'y/.b'"))),
            Map.entry(
                    "querystring",
                    List.of(
                            new Case(
                                    "querystring.parse('a=1&b=2&a=3&c=%20x+y&d&=e')",
                                    "{'a':['1','3'],'b':'2','c':' x y','d':'','':'e'}"),
                            new Case("querystring.parse('a=%zz&__proto__=1')", "{'a':'%zz','__proto__':'1'}"),
                            new Case("querystring.parse('a:1;b:2', ';', ':')", "{'a':'1','b':'2'}"),
                            new Case(
                                    "querystring.stringify({ a: [1, 'ü'], b: true, c: null, d: \"!'()*~ \" })",
                                    "'a=1&a=%C3%BC&b=true&c=&d=!\\'()*~%20'"))),
            Map.entry(
                    "string_decoder",
                    List.of(new Case(
                            "(() => { const d = new string_decoder.StringDecoder('utf8'); return [d.write(Buffer.from([0xe2, 0x82])), d.write(Buffer.from([0xac])), d.end()]; })()",
                            "['','€','']"))),
            Map.entry(
                    "url",
                    List.of(
                            new Case(
                                    "url.parse('http://u:p@Host.com:80/p?q=1#h').host + url.parse('/a?b=c', true).query.b",
                                    "'host.com:80c'"),
                            new Case("url.resolve('http://a.b/c/d', '../e')", "'http://a.b/e'"),
                            new Case(
                                    "url.format({ protocol: 'https', host: 'x.y', pathname: '/p', query: { a: 1 } })",
                                    "'https://x.y/p?a=1'"),
                            new Case("url.fileURLToPath('file:///a%20b')", "'/a b'"),
                            new Case("url.pathToFileURL('/a b#').href", "'file:///a%20b%23'"),
                            new Case("url.domainToASCII('español.com')", "'xn--espaol-zwa.com'"),
                            new Case("url.domainToUnicode('xn--espaol-zwa.com')", "'español.com'"),
                            new Case(
                                    "url.format(new URL('http://a:b@c.d/e?f#g'), { auth: false, fragment: false })",
                                    "'http://c.d/e?f'"),
                            new Case(
                                    "url.urlToHttpOptions(new url.URL('http://a:b@c.d:8/e?f')).auth + url.urlToHttpOptions(new URL('http://c.d:8')).port",
                                    "'a:b8'"))),
            Map.entry(
                    "buffer",
                    List.of(
                            new Case("Buffer.from('hé').toString('base64')", "'aMOp'"),
                            new Case("Buffer.from('??>>').toString('base64url')", "'Pz8-Pg'"),
                            new Case("Buffer.from('Pz8-Pg', 'base64url').toString()", "'??>>'"),
                            new Case("Buffer.isEncoding('base64url') && Buffer.byteLength('aMOp', 'base64url')", "3"),
                            new Case("Buffer.concat([Buffer.from('a'), Buffer.alloc(2, 'b')]).toString()", "'abb'"),
                            new Case("Buffer.from([1, 2, 3]).readUint16BE(1)", "515"),
                            new Case("Buffer.from('x'.repeat(100) + '€').toString().slice(99)", "'x€'"),
                            new Case("Buffer.from('abc').equals(new Uint8Array([97, 98, 99]))", "true"),
                            new Case("JSON.stringify(Buffer.from('a'))", "'{\"type\":\"Buffer\",\"data\":[97]}'"),
                            new Case(
                                    "[buffer.isUtf8(Buffer.from([0xff])), buffer.isAscii(Buffer.from('a')), buffer.atob === atob]",
                                    "[false,true,true]"))),
            Map.entry(
                    "events",
                    List.of(
                            new Case(
                                    "(() => { const e = new events.EventEmitter(); const l = []; e.on('a', (x) => l.push(x)); e.prependOnceListener('a', () => l.push(0)); e.emit('a', 1); e.emit('a', 2); return l; })()",
                                    "[0,1,2]"),
                            new Case(
                                    "(() => { const e = new events(); const l = []; e.on('a', () => { drift(t.sleep(1)); l.push(1); }); e.emit('a'); l.push(2); return l; })()",
                                    "[1,2]"),
                            new Case(
                                    "(() => { const e = new events(); let seen; e.on(events.errorMonitor, (x) => { seen = x; }); try { e.emit('error', new Error('x')); } catch (x) { return x === seen; } })()",
                                    "true"),
                            new Case(
                                    "(() => { const e = new events(); setTimeout(() => e.emit('a', 1, 2), 1); return drift(events.once(e, 'a')); })()",
                                    "[1,2]"),
                            new Case(
                                    "drift((async () => { const e = new events(); queueMicrotask(() => { e.emit('a', 1); e.emit('a', 2); e.emit('end'); }); const l = []; for await (const [x] of events.on(e, 'a', { close: ['end'] })) l.push(x); return l; })())",
                                    "[1,2]"),
                            new Case(
                                    "drift(events.once(new events(), 'a', { signal: AbortSignal.abort() }).catch((e) => [e.name, e.code]))",
                                    "['AbortError','ABORT_ERR']"))),
            Map.entry(
                    "util",
                    List.of(
                            new Case(
                                    "util.format('%s %d %i %j %% %o', 'a', '1.5', 1.9, { x: 1 }, 2)",
                                    "'a 1.5 1 {\"x\":1} % 2'"),
                            new Case(
                                    "util.format('a', { b: [1, { c: { d: {} } }] }, -0)",
                                    "'a { b: [ 1, { c: [Object] } ] } -0'"),
                            new Case(
                                    "util.inspect({ a: 1n, s: Symbol('x'), f() {}, g: class A {}, n: null, u: undefined, d: new Date(0), r: /x/g, 'a-b': \"it's\" }, { breakLength: Infinity, compact: true }).length > 0",
                                    "true"),
                            new Case(
                                    "util.inspect(new Map([['a', new Set([1])]]))",
                                    "\"Map(1) { 'a' => Set(1) { 1 } }\""),
                            new Case(
                                    "(() => { const x = { a: 1 }; x.self = x; return util.inspect(x); })()",
                                    "'<ref *1> { a: 1, self: [Circular *1] }'"),
                            new Case("util.inspect([1, , 3, , ,])", "'[ 1, <1 empty item>, 3, <2 empty items> ]'"),
                            new Case("util.inspect({ [util.inspect.custom]: () => 'mine' })", "'mine'"),
                            new Case("util.inspect('a', { colors: true })", "'\\u001b[32m\\'a\\'\\u001b[39m'"),
                            new Case("util.inspect(new (class Foo { x = 1 })())", "'Foo { x: 1 }'"),
                            new Case("util.inspect(Object.create(null))", "'[Object: null prototype] {}'"),
                            new Case(
                                    "util.isDeepStrictEqual({ a: [1, new Date(0)] }, { a: [1, new Date(0)] })", "true"),
                            new Case(
                                    "util.isDeepStrictEqual(new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]]))",
                                    "true"),
                            new Case(
                                    "util.isDeepStrictEqual([1], ['1']) || util.isDeepStrictEqual(new Set([1]), new Set([2]))",
                                    "false"),
                            new Case("drift(util.promisify((x, cb) => cb(null, x + 1))(1))", "2"),
                            new Case(
                                    "drift(util.promisify((x, cb) => cb(new Error('no')))(1).catch((e) => e.message))",
                                    "'no'"),
                            new Case(
                                    "drift(new Promise((done) => util.callbackify(async (x) => x * 2)(2, (e, v) => done([e, v]))))",
                                    "[null,4]"),
                            new Case(
                                    "[util.types.isDate(new Date()), util.types.isRegExp({}), util.types.isUint8Array(Buffer.from('')), util.types.isMap(new Map())]",
                                    "[true,false,true,true]"),
                            new Case("util.stripVTControlCharacters(util.styleText('red', 'x'))", "'x'"))),
            Map.entry(
                    "assert",
                    List.of(
                            new Case(
                                    "(assert(true), assert.ok(1), assert.equal(1, '1'), assert.strict.equal(1, 1), 'fine')",
                                    "'fine'"),
                            new Case(
                                    "(() => { try { assert.strictEqual(1, 2); } catch (e) { return [e.name, e.code, e.actual, e.expected, e.operator, e.generatedMessage, e instanceof assert.AssertionError]; } })()",
                                    "['AssertionError','ERR_ASSERTION',1,2,'strictEqual',true,true]"),
                            new Case(
                                    "(() => { try { assert.deepStrictEqual({ a: 1 }, { a: '1' }); } catch (e) { return e.message; } })()",
                                    "\"Expected values to be strictly deep-equal:\\n\\n{ a: 1 } !== { a: '1' }\""),
                            new Case(
                                    "(assert.deepEqual({ a: 1 }, { a: '1' }), assert.notDeepStrictEqual([1], [2]), 1)",
                                    "1"),
                            new Case(
                                    "(assert.throws(() => { throw new TypeError('no'); }, TypeError), assert.throws(() => { throw new Error('x1'); }, { message: /x\\d/ }), 1)",
                                    "1"),
                            new Case(
                                    "(() => { try { assert.throws(() => {}); } catch (e) { return e.message; } })()",
                                    "'Missing expected exception.'"),
                            new Case(
                                    "drift(assert.rejects(async () => { throw new Error('no'); }, /no/).then(() => 1))",
                                    "1"),
                            new Case(
                                    "(() => { try { assert.equal(1, 2, 'mine'); } catch (e) { return e.message; } })()",
                                    "'mine'"))),
            Map.entry(
                    "crypto",
                    List.of(
                            new Case(
                                    "crypto.createHash('sha256').update('a').update(Buffer.from('bc')).digest('hex')",
                                    "'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"),
                            new Case(
                                    "crypto.createHash('RSA-SHA1').update('').digest('base64url')",
                                    "'2jmj7l5rSw0yVb_vlWAYkK_YBwk'"),
                            new Case(
                                    "crypto.createHmac('sha256', 'key').update('data').digest('hex')",
                                    "'5031fe3d989c6d1537a013fa6e739da23463fdaec3b70137d828e36ace221bd0'"),
                            new Case("crypto.hash('md5', 'a')", "'0cc175b9c0f1b6a831c399e269772661'"),
                            new Case(
                                    "[crypto.randomBytes(16).length, crypto.randomBytes(4).toString('hex').length]",
                                    "[16,8]"),
                            new Case(
                                    "drift(new Promise((done) => crypto.randomBytes(3, (e, b) => done([e, b.length]))))",
                                    "[null,3]"),
                            new Case(
                                    "(() => { const n = crypto.randomInt(5, 7); return n === 5 || n === 6; })()",
                                    "true"),
                            new Case("/^[\\da-f-]{36}$/.test(crypto.randomUUID())", "true"),
                            new Case(
                                    "[crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a')), crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('b'))]",
                                    "[true,false]"),
                            new Case(
                                    "(() => { const h = crypto.createHash('md5').update('a'); const c = h.copy(); return h.digest('hex') === c.digest('hex'); })()",
                                    "true"),
                            new Case(
                                    "(() => { try { crypto.createHash('sha1').update(new Uint8Array((1 << 20) + 1)); } catch (e) { return e.name; } })()",
                                    "'RangeError'"),
                            new Case(
                                    "(() => { try { crypto.createHash('whirlpool'); } catch (e) { return e.message; } })()",
                                    "'Digest method not supported: whirlpool; there are md5, sha1, sha256, sha384, sha512'"),
                            new Case(
                                    "[crypto.webcrypto.subtle === globalThis.crypto.subtle, crypto.getHashes().length]",
                                    "[true,5]"))),
            Map.entry(
                    "pkg",
                    List.of(
                            new Case(
                                    "(() => { const o = new pkg.Old(); let x; o.on('a', (v) => { x = v; }); o.emit('a', 1); return x; })()",
                                    "1"),
                            new Case(
                                    "[pkg.hex('a'), pkg.sep, pkg.md5('a')]",
                                    "['61','/','0cc175b9c0f1b6a831c399e269772661']"))));

    @TempDir
    static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static AppServer server;

    @BeforeAll
    static void serve() throws Exception {
        Map<String, String> files = CASES.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> "app/actions/" + entry.getKey() + ".js",
                        entry -> action(entry.getKey(), entry.getValue())));
        files.put("node_modules/pkg/index.js", PACKAGE_FILE);
        files.put("titan.config.json", "{\"workers\": 1}");
        server = new AppServer(folder, files, new RuntimeEvents());
    }

    private static String action(String name, List<Case> cases) {
        String from = name.equals("pkg") ? "pkg" : "node:" + name;
        StringBuilder code = new StringBuilder("import " + name + " from '" + from + "';\n");
        if (!name.equals("buffer")) {
            code.append("import { Buffer } from 'buffer';\n");
        } else {
            code.append("const { Buffer } = buffer;\n");
        }
        code.append("const cases = [\n");
        cases.forEach(each -> code.append("  () => ").append(each.expression()).append(",\n"));
        return code.append(
                        "];\nexport default (req) => ({ status: 200, body: [Buffer.from('').length, cases[req.query.n]()] });\n")
                .toString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url(path))).build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    private static String json(String value) {
        if (value.startsWith("'") || value.startsWith("{") || value.startsWith("[")) {
            return value.replace("\\'", "\0")
                    .replace("\"", "\\\"")
                    .replace('\'', '"')
                    .replace('\0', '\'');
        }
        return value;
    }

    @Test
    void giveWhatNodeGives() {
        assertAll(CASES.entrySet().stream()
                .flatMap(module -> IntStream.range(0, module.getValue().size()).mapToObj(n -> (Executable) () -> {
                    Case each = module.getValue().get(n);
                    assertEquals(
                            "[0," + json(each.value()) + "]",
                            get("/actions/" + module.getKey() + "?n=" + n),
                            each.expression());
                })));
    }
}
