package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The web's interfaces as an action meets them; their details are for the web platform tests. */
class WebInterfacesTest {
    private static String run(String body) throws Exception {
        try (TestRuntime app = new TestRuntime("export default defineAction(async (req) => {" + body + "})")) {
            return app.text(0);
        }
    }

    @Test
    void urlsAreParsedAndBuilt() throws Exception {
        assertEquals(
                "[\"https://xn--bcher-kva.example/a/%20?q=%C3%BC\",\"xn--bcher-kva.example\",[[\"q\",\"ü\"],[\"x\",\"1 2\"]],\"q=%C3%BC&x=1+2\",false]",
                run("""
                        const url = new URL('../a/ ?q=ü', 'https://BÜCHER.example/b/c');
                        const { href, hostname, searchParams } = url;
                        searchParams.append('x', '1 2');
                        return [href, hostname, [...searchParams], url.search.slice(1), URL.canParse('no url')];
                        """));
    }

    @Test
    void patternsOfUrlsMatchByTheirParts() throws Exception {
        assertEquals(
                "[\"7\",\"a/b\",{\"sub\":\"www\"},null,false,true,true,\"/x/:id(\\\\d+)\",\"TypeError\",\"https\"]",
                run("""
                        const pattern = new URLPattern({ pathname: '/books/:id/*?' });
                        const found = pattern.exec('https://example.com/books/7/a/b?q');
                        let error;
                        try { new URLPattern('/no/base') } catch (e) { error = e.name }
                        return [
                          found.pathname.groups.id, found.pathname.groups[0], new URLPattern('https://:sub.example.com/*').exec('https://www.example.com/').hostname.groups,
                          pattern.exec('https://example.com/books'), pattern.test('no url'), pattern.test('/books/1', 'http://a.b'),
                          new URLPattern('/BOOKS', 'http://a.b', { ignoreCase: true }).test(new URL('http://a.b/books')),
                          new URLPattern({ pathname: '/x/:id(\\\\d+)' }).pathname, error, new URLPattern('https://a.b').protocol,
                        ];
                        """));
    }

    @Test
    void textIsDecodedByLabelAndInPieces() throws Exception {
        assertEquals("[\"日本\",\"€\",\"ü\",\"TypeError\",[252,8364]]", run("""
                        const decoder = new TextDecoder();
                        const pieces = decoder.decode(new Uint8Array([0xc3]), { stream: true }) + decoder.decode(new Uint8Array([0xbc]));
                        let error;
                        try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])) } catch (e) { error = e.name }
                        const euro = new TextDecoder().decode(new TextEncoder().encode('ü€'.repeat(100)));
                        return [
                          new TextDecoder('shift_jis').decode(new Uint8Array([0x93, 0xfa, 0x96, 0x7b])),
                          new TextDecoder('latin1').decode(new Uint8Array([0x80])),
                          pieces, error, [...euro].slice(-2).map((c) => c.codePointAt(0)),
                        ];
                        """));
    }

    @Test
    void aCloneSharesNothingAndKeepsShape() throws Exception {
        assertEquals(
                "[true,true,\"Map\",\"2020-01-01T00:00:00.000Z\",\"/x/gi\",\"RangeError: no\",0,3,\"DataCloneError\"]",
                run("""
                        const value = { map: new Map([['a', { b: 1 }]]), date: new Date('2020-01-01'), re: /x/gi, error: new RangeError('no'), buffer: new ArrayBuffer(3) };
                        value.self = value;
                        const copy = structuredClone(value, { transfer: [value.buffer] });
                        let error;
                        try { structuredClone({ f() {} }) } catch (e) { error = e.name }
                        return [
                          copy !== value && copy.self === copy, copy.map.get('a') !== value.map.get('a'), copy.map.constructor.name, copy.date, String(copy.re), String(copy.error),
                          value.buffer.byteLength, copy.buffer.byteLength, error,
                        ];
                        """));
    }

    @Test
    void nothingIsMovedWhereACloneFails() throws Exception {
        assertEquals("8", run("""
                        const buffer = new ArrayBuffer(8);
                        try { structuredClone([buffer, () => {}], { transfer: [buffer] }) } catch {}
                        return buffer.byteLength;
                        """));
    }

    @Test
    void portsDeliverCopiesInOrder() throws Exception {
        assertEquals("[1,{\"two\":2},\"moved\"]", run("""
                        const { port1, port2 } = new MessageChannel();
                        const moved = new MessageChannel();
                        const got = [];
                        return new Promise((resolve) => {
                          port2.onmessage = ({ data, ports }) => {
                            got.push(data);
                            if (ports.length > 0) ports[0].onmessage = (event) => resolve([...got.slice(0, 2), event.data]);
                          };
                          port1.postMessage(1);
                          port1.postMessage({ two: 2 });
                          port1.postMessage('port', [moved.port1]);
                          moved.port2.postMessage('moved');
                        });
                        """));
    }

    @Test
    void blobsAndFormsHoldBytes() throws Exception {
        assertEquals("[5,\"text/plain\",\"éll\",\"a.txt\",[\"n\",\"f\"],\"héllo\"]", run("""
                        const blob = new Blob(['h', new Uint8Array([0xc3, 0xa9]), new Blob(['llo'])], { type: 'Text/Plain' });
                        const form = new FormData();
                        form.set('n', 'v');
                        form.set('f', blob, 'a.txt');
                        return [new Blob(['12345']).size, blob.type, await blob.slice(1, 5).text(), form.get('f').name, [...form.keys()], await new File([blob], 'x').text()];
                        """));
    }

    @Test
    void theClockGoesForward() throws Exception {
        assertEquals("[true,true,\"work\",true]", run("""
                        const a = performance.now();
                        performance.mark('a');
                        const measure = performance.measure('work', 'a');
                        return [performance.now() >= a, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000, measure.name, measure.duration >= 0];
                        """));
    }

    @Test
    void streamsCompressAndDecompress() throws Exception {
        assertEquals("[true,true,true,true,\"TypeError\",\"TypeError\"]", run("""
                        const text = 'Titan '.repeat(20_000);
                        const through = (source, transform) => new Response(new Blob([source]).stream().pipeThrough(transform)).arrayBuffer();
                        const results = [];
                        for (const format of ['gzip', 'deflate', 'deflate-raw']) {
                          const packed = await through(text, new CompressionStream(format));
                          results.push(packed.byteLength < 2000 && new TextDecoder().decode(await through(packed, new DecompressionStream(format))) === text);
                        }
                        const packed = new Uint8Array(await through(text, new CompressionStream('gzip')));
                        const pieces = new ReadableStream({ start(c) { for (const byte of packed) c.enqueue(Uint8Array.of(byte)); c.close() } });
                        results.push((await new Response(pieces.pipeThrough(new DecompressionStream('gzip'))).text()) === text);
                        const fails = (bytes) => through(bytes, new DecompressionStream('gzip')).then(() => 'none', (e) => e.name);
                        results.push(await fails(packed.slice(0, -1)), await fails(packed.map((b, i) => i === packed.length - 6 ? b ^ 1 : b)));
                        return results;
                        """));
    }

    @Test
    void malformedUtf8IsReplacedAsTheStandardSays() throws Exception {
        assertEquals("[\"\uFFFD\uFFFD\uFFFDx\",\"\uFFFD\uFFFD\",\"😀\uFFFD\"]".replace("\\uFFFD", "\ufffd"), run("""
                        const decode = (...bytes) => new TextDecoder().decode(new Uint8Array(bytes));
                        return [decode(0xed, 0xa0, 0x80, 0x78), decode(0xf0, 0x9f, 0xff), decode(0xf0, 0x9f, 0x98, 0x80, 0xe2, 0x82)];
                        """));
    }
}
