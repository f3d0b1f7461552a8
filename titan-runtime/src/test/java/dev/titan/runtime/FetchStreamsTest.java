package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies of fetch that come and go piece by piece. */
class FetchStreamsTest extends FetchScenario {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void givesEachPieceWhenItIsThere() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        upstream.on("/go", (socket, out) -> {
            go.countDown();
            write(out, "HTTP/1.1 204 No Content\r\n\r\n");
        });
        upstream.on("/", (socket, out) -> {
            write(out, CHUNKED + "\r\n");
            chunk(out, "one".getBytes(StandardCharsets.UTF_8));
            await(go);
            chunk(out, "two".getBytes(StandardCharsets.UTF_8));
            write(out, "0\r\n\r\n");
        });
        assertEquals("[true,true,\"one\",true,\"two\",true,true]", run("""
                const res = await fetch(u);
                const stream = res.body;
                const reader = stream.getReader();
                const one = text((await reader.read()).value);
                const used = res.bodyUsed;
                await fetch(u + '/go');
                const two = text((await reader.read()).value);
                return [stream instanceof ReadableStream, stream === res.body, one, used, two, (await reader.read()).done, res.bodyUsed];
                """));
    }

    @Test
    void aBodyCanBeIteratedReadIntoBuffersAndPiped() throws Exception {
        upstream.says("/", "some text");
        assertEquals("[\"some text\",\"some\",\"SOME TEXT\",null,true]", run("""
                let iterated = '';
                for await (const bytes of (await fetch(u)).body) iterated += text(bytes);
                const reader = (await fetch(u)).body.getReader({ mode: 'byob' });
                const { value } = await reader.read(new Uint8Array(4));
                const upper = new TransformStream({ transform(bytes, c) { c.enqueue(text(bytes).toUpperCase()); } });
                const piped = await new Response((await fetch(u)).body.pipeThrough(upper)).text();
                const empty = await fetch(u + '/none');
                return [iterated, text(value), piped, new Response(null).body, (await empty.text()) === ''];
                """));
    }

    @Test
    void holdsTheSenderBackWhileNobodyReadsAndEndsTheExchangeWhenTheBodyIsCancelled() throws Exception {
        AtomicLong sent = new AtomicLong();
        upstream.on("/", (socket, out) -> {
            write(out, CHUNKED + "\r\n");
            byte[] piece = new byte[64 << 10];
            while (true) {
                chunk(out, piece);
                sent.addAndGet(piece.length);
            }
        });
        upstream.on("/sent", (socket, out) -> {
            String text = String.valueOf(sent.get());
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text);
        });
        String most = run("""
                const reader = (await fetch(u)).body.getReader();
                await reader.read();
                let before, now = -1;
                do {
                  before = now;
                  await t.sleep(60);
                  now = await (await fetch(u + '/sent')).json();
                } while (now !== before);
                await reader.cancel();
                return now;
                """);
        assertTrue(Long.parseLong(most) < 32 << 20, most);
        assertTrue(upstream.sawClientGo());
    }

    @Test
    void decodesWhileItReads() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        upstream.on("/go", (socket, out) -> {
            go.countDown();
            write(out, "HTTP/1.1 204 No Content\r\n\r\n");
        });
        upstream.on("/", (socket, out) -> {
            write(out, CHUNKED + "Content-Encoding: gzip\r\n\r\n");
            ByteArrayOutputStream buffer = new ByteArrayOutputStream();
            GZIPOutputStream gzip = new GZIPOutputStream(buffer, true);
            gzip.write("one".getBytes(StandardCharsets.UTF_8));
            gzip.flush();
            chunk(out, buffer.toByteArray());
            await(go);
            buffer.reset();
            gzip.write("two".repeat(100_000).getBytes(StandardCharsets.UTF_8));
            gzip.finish();
            chunk(out, buffer.toByteArray());
            write(out, "0\r\n\r\n");
        });
        upstream.on("/br", (socket, out) -> {
            write(out, CHUNKED + "Content-Encoding: br\r\n\r\n");
            chunk(out, Base64.getDecoder().decode("G1cb+I1Utb8GEZOjk2lsb3FbJHBhAsA+AA=="));
            await(go);
            write(out, "0\r\n\r\n");
        });
        assertEquals("[\"one\",true,7000]", run("""
                const reader = (await fetch(u)).body.getReader();
                const one = text((await reader.read()).value);
                const br = (await fetch(u + '/br')).body;
                await fetch(u + '/go');
                let rest = '';
                for (let step; !(step = await reader.read()).done;) rest += text(step.value);
                let length = 0;
                for await (const bytes of br) length += bytes.length;
                return [one, rest === 'two'.repeat(100000), length];
                """));
    }

    @Test
    void aBodyThatIsCutShortOrBrokenErrorsTheStream() throws Exception {
        upstream.on("/cut", (socket, out) -> {
            write(out, CHUNKED + "\r\n");
            chunk(out, "one".getBytes(StandardCharsets.UTF_8));
            socket.close();
        });
        upstream.on("/broken", (socket, out) -> {
            write(out, CHUNKED + "Content-Encoding: gzip\r\n\r\n");
            chunk(out, "this is not gzip at all".getBytes(StandardCharsets.UTF_8));
            write(out, "0\r\n\r\n");
        });
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
            gzip.write(new byte[100_000]);
        }
        upstream.on("/short", (socket, out) -> {
            write(out, CHUNKED + "Content-Encoding: gzip\r\n\r\n");
            chunk(out, Arrays.copyOf(whole.toByteArray(), whole.size() / 2));
            write(out, "0\r\n\r\n");
        });
        assertEquals("[\"ECONNRESET\",\"EPROTO\",\"EPROTO\"]", run("""
                const codes = [];
                for (const path of ['/cut', '/broken', '/short']) {
                  try { for await (const bytes of (await fetch(u + path)).body); codes.push('none'); } catch (e) { codes.push(e.code); }
                }
                return codes;
                """));
    }

    @Test
    void clonesMayBeReadInDifferentWays() throws Exception {
        String large = "x".repeat(200_000);
        upstream.says("/", large);
        assertEquals("[200000,200000,200000,200000,\"TypeError\"]", run("""
                const length = async (stream) => { let n = 0; for await (const bytes of stream) n += bytes.length; return n; };
                const one = await fetch(u);
                const two = one.clone();
                const three = two.clone();
                const lengths = await Promise.all([length(one.body), two.text().then((text) => text.length), length(three.body)]);
                const four = await fetch(u);
                const five = four.clone();
                await four.text();
                lengths.push(await length(five.body));
                try { five.clone(); } catch (e) { lengths.push(e.name); }
                return lengths;
                """));
    }

    @Test
    void aStreamHasNoLimitInBytesAndATimeBetweenThem() throws Exception {
        upstream.on("/large", "200 OK", new byte[500_000]);
        upstream.on("/slow", (socket, out) -> {
            write(out, CHUNKED + "\r\n");
            for (int i = 0; i < 8; i++) {
                chunk(out, new byte[1]);
                try {
                    TimeUnit.MILLISECONDS.sleep(350);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        assertEquals("[500000,\"BODY_TOO_LARGE\",8,\"TimeoutError\"]", run(limits(5000, 2500, 1000, 8), """
                let n = 0;
                for await (const bytes of (await fetch(u + '/large')).body) n += bytes.length;
                const seen = [n];
                try { await (await fetch(u + '/large')).bytes(); } catch (e) { seen.push(e.code); }
                let pieces = 0;
                try { for await (const bytes of (await fetch(u + '/slow')).body) pieces += bytes.length; } catch (e) { seen.push(pieces, e.name); }
                return seen;
                """));
    }

    /** Reads a chunked body. */
    private static String chunked(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            StringBuilder size = new StringBuilder();
            while (size.indexOf("\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return body + "<closed>";
                }
                size.append((char) octet);
            }
            int length = Integer.parseInt(size.toString().trim(), 16);
            body.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            in.readNBytes(2);
            if (length == 0) {
                return body.toString();
            }
        }
    }

    private void echoes(String path) {
        upstream.on(path, (socket, out) -> {
            String body = chunked(socket.getInputStream());
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        });
    }

    @Test
    void sendsWhatComesOverTime() throws Exception {
        echoes("/");
        assertEquals("[\"onetwo\",\"some text\",\"abc\",\"0123\"]", run("""
                const post = async (body) => (await fetch(u, { method: 'POST', body, duplex: 'half' })).text();
                const stream = new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('one')); c.enqueue('two'); c.close(); } });
                async function* pieces() { for (let i = 0; i < 4; i++) { await t.sleep(1); yield String(i); } }
                const request = new Request(u, { method: 'POST', body: ReadableStream.from(['some ', 'text']), duplex: 'half' });
                return [await post(stream), await (await fetch(request)).text(), await post((async function* () { yield 'a'; yield 'bc'; })()), await post(pieces())];
                """));
        assertTrue(upstream.requests.get(0).contains("transfer-encoding: chunked\r\n"), upstream.requests.get(0));
        assertEquals(1, upstream.connections.get());
    }

    @Test
    void aSourceWaitsForTheServerAndEndsWhenTheCallDoes() throws Exception {
        upstream.on("/", (socket, out) -> socket.getInputStream().read());
        assertEquals("[\"why\",true,true]", run("""
                let made = 0, ended = false;
                async function* endless() { try { for (;;) { made++; yield 'x'.repeat(10000); } } finally { ended = true; } }
                const controller = new AbortController();
                const sent = fetch(u, { method: 'POST', body: endless(), duplex: 'half', signal: controller.signal }).catch((e) => e);
                let before;
                do { before = made; await t.sleep(50); } while (made === 0 || made !== before);
                controller.abort('why');
                const reason = await sent;
                while (!ended) await t.sleep(5);
                return [reason, ended, made < 3000];
                """));
    }

    @Test
    void aSourceThatFailsFailsTheCall() throws Exception {
        upstream.on("/", (socket, out) -> chunked(socket.getInputStream()));
        echoes("/moved-to");
        upstream.on("/moved", (socket, out) -> {
            chunked(socket.getInputStream());
            write(out, "HTTP/1.1 307 Moved\r\nLocation: /moved-to\r\nContent-Length: 0\r\n\r\n");
        });
        upstream.on("/early", (socket, out) -> {
            write(out, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
            chunked(socket.getInputStream());
        });
        assertEquals("[\"broken\",\"a chunk of a stream\",\"REDIRECTED\",413,\"no\"]", run("""
                async function* failing() { yield 'a'; throw new Error('broken'); }
                async function* wrong() { yield 'a'; yield 7; }
                async function* slow() { for (;;) { yield 'a'; await t.sleep(5); } }
                const post = (path, body) => fetch(u + path, { method: 'POST', body, duplex: 'half' });
                const early = await post('/early', slow());
                return [
                  await post('/', failing()).catch((e) => e.message),
                  await post('/', wrong()).catch((e) => e.message.slice(0, 19)),
                  await post('/moved', failing2()).catch((e) => e.code),
                  early.status, await early.text(),
                ];
                async function* failing2() { yield 'a'; }
                """));
    }

    @Test
    void sendsFormsAndBlobsAndParsesThem() throws Exception {
        upstream.on("/", (socket, out) -> {
            String request = upstream.requests.get(upstream.requests.size() - 1);
            String head = request.substring(0, request.indexOf("\r\n\r\n"));
            String type = head.substring(head.indexOf("content-type: ") + 14).split("\r\n")[0];
            byte[] body = request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8);
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n");
            out.write(body);
        });
        assertEquals("[\"v\",\"text\",\"f.txt\",\"a/b\",\"blob\",\"1 2\"]", run("""
                const form = new FormData();
                form.append('k', 'v');
                form.append('file', new File(['text'], 'f.txt', { type: 'text/plain' }));
                const post = (body) => fetch(u, { method: 'POST', body });
                const echoed = await (await post(form)).formData();
                const blob = await (await post(new Blob(['blob'], { type: 'a/b' }))).blob();
                const query = await (await post(new URLSearchParams({ q: '1 2' }))).formData();
                return [echoed.get('k'), await echoed.get('file').text(), echoed.get('file').name, blob.type, await blob.text(), query.get('q')];
                """));
    }

    @Test
    void aRequestIsWhatTheStandardSays() throws Exception {
        assertEquals(
                "[\"POST\",\"http://a.test/x?y\",\"b\",\"text/plain;charset=UTF-8\",\"body\",true,\"TypeError\",false,\"PUT\",\"TypeError\",\"TypeError\",\"cors\",\"[object Request]\",true]",
                run("""
                const one = new Request('http://a.test/x?y#z'.slice(0, 17), { method: 'post', headers: { 'X-A': 'b' }, body: 'body' });
                const two = new Request(one, { method: 'PUT' });
                const name = (f) => { try { f(); return 'none'; } catch (e) { return e.name; } };
                const copy = two.clone();
                return [
                  one.method, one.url, one.headers.get('x-a'), one.headers.get('content-type'), await two.text(), one.bodyUsed,
                  name(() => one.clone()), copy.bodyUsed, copy.method, name(() => new Request('/relative')), name(() => new Request('http://a', { body: 'x' })),
                  two.mode, String(two), Object.getPrototypeOf(Request.prototype) === Object.prototype && Object.keys(Request.prototype).includes('text'),
                ];
                """));
    }

    @Test
    void abortingEndsABodyInTheMiddle() throws Exception {
        upstream.on("/", (socket, out) -> {
            write(out, CHUNKED + "\r\n");
            chunk(out, "one".getBytes(StandardCharsets.UTF_8));
        });
        assertEquals("[\"one\",\"why\"]", run("""
                const controller = new AbortController();
                const reader = (await fetch(u, { signal: controller.signal })).body.getReader();
                const one = text((await reader.read()).value);
                const next = reader.read().catch((e) => e);
                controller.abort('why');
                return [one, await next];
                """));
        assertTrue(upstream.sawClientGo());
    }
}
