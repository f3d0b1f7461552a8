package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WebStreamsTest {
    private static String text(String body) throws Exception {
        try (TestRuntime app = new TestRuntime("export default defineAction(async (req) => {" + body + "})")) {
            return app.text(0);
        }
    }

    @Test
    void whatTheStreamsMakeAreInstancesOfTheGlobals() throws Exception {
        assertEquals("[true,true,true,true,true,\"ReadableStream\",\"[object ReadableStream]\"]", text("""
                const [one, other] = new ReadableStream().tee();
                class Own extends ReadableStream {}
                const { readable, writable } = new TransformStream();
                return [
                  one instanceof ReadableStream, other.constructor === ReadableStream, new Own() instanceof Own,
                  readable instanceof ReadableStream, writable instanceof WritableStream,
                  ReadableStream.name, String(one),
                ];
                """));
    }

    @Test
    void pipesThroughATransformStream() throws Exception {
        assertEquals("[\"A\",\"B\"]", text("""
                const upper = new TransformStream({ transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()); } });
                const all = [];
                for await (const chunk of ReadableStream.from(['a', 'b']).pipeThrough(upper)) all.push(chunk);
                return all;
                """));
    }

    @Test
    void readsBytesIntoABufferOfTheReaders() throws Exception {
        assertEquals("[[1,2],true]", text("""
                const stream = new ReadableStream({ type: 'bytes', pull(c) { c.enqueue(new Uint8Array([1, 2])); c.close(); } });
                const reader = stream.getReader({ mode: 'byob' });
                const { value } = await reader.read(new Uint8Array(8));
                return [[...value], (await reader.read(new Uint8Array(8))).done];
                """));
    }

    @Test
    void callsTheMethodsOfASourceWithItselfAsThis() throws Exception {
        assertEquals("[1,2,\"why\"]", text("""
                const source = { n: 0, pull(c) { c.enqueue(++this.n); }, cancel(reason) { this.reason = reason; } };
                const reader = new ReadableStream(source, { highWaterMark: 0 }).getReader();
                const seen = [(await reader.read()).value, (await reader.read()).value];
                await reader.cancel('why');
                return [...seen, source.reason];
                """));
    }

    @Test
    void aSourceThatThrowsErrorsTheStream() throws Exception {
        assertEquals("[\"Error: no\",\"TypeError\"]", text("""
                const failing = new ReadableStream({ pull() { throw new Error('no'); } });
                const seen = [await failing.getReader().read().catch(String)];
                try { ReadableStream(); } catch (e) { seen.push(e.name); }
                return seen;
                """));
    }
}
