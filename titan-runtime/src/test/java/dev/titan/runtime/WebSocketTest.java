package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.host.fetch.EchoSocketServer;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private static String run(String body) throws Exception {
        try (EchoSocketServer server = new EchoSocketServer();
                TestRuntime app = new TestRuntime("const url = '" + server.origin() + "/echo';"
                        + "export default defineAction(() => new Promise((resolve) => {" + body + "}))")) {
            return app.text(0);
        }
    }

    @Test
    void messagesGoBothWaysInOrderAndCloseIsClean() throws Exception {
        assertEquals("[\"chat\",1,\"héllo\",[1,2,3],\"blob 3\",100000,[1000,\"done\",true,3]]", run("""
                        const socket = new WebSocket(url, ['other', 'chat']);
                        const seen = [];
                        socket.onopen = () => {
                          seen.push(socket.protocol, socket.readyState);
                          socket.binaryType = 'arraybuffer';
                          socket.send('héllo');
                          socket.send(new Uint8Array([1, 2, 3]));
                          socket.send(new Blob(['abc']));
                          socket.send('x'.repeat(100_000));
                        };
                        socket.onmessage = ({ data }) => {
                          if (data instanceof ArrayBuffer) {
                            seen.push([...new Uint8Array(data)]);
                            socket.binaryType = 'blob';
                          } else if (data instanceof Blob) seen.push('blob ' + data.size);
                          else seen.push(data.length < 100 ? data : data.length);
                          if (seen.length === 6) socket.close(1000, 'done');
                        };
                        socket.onclose = (e) => resolve([...seen, [e.code, e.reason, e.wasClean, socket.readyState]]);
                        """));
    }

    @Test
    void theOtherSideMayCloseOrVanish() throws Exception {
        assertEquals("[[4001,\"as you wish\",true],[1006,\"\",false]]", run("""
                        const closes = [];
                        for (const word of ['bye', 'cut']) {
                          const socket = new WebSocket(url);
                          socket.onopen = () => socket.send(word);
                          socket.onclose = (e) => {
                            closes.push([e.code, e.reason, e.wasClean]);
                            if (closes.length === 2) resolve(closes.sort().reverse());
                          };
                        }
                        """));
    }

    @Test
    void whatCannotBeOpenedFailsAndWhatIsWrongThrows() throws Exception {
        assertEquals(
                "[\"SyntaxError\",\"SyntaxError\",\"SyntaxError\",\"InvalidStateError\",\"InvalidAccessError\",\"error\",\"close 1006\"]",
                run("""
                        const error = (f) => { try { f() } catch (e) { return e.name } };
                        const socket = new WebSocket(url.replace('/echo', '/nothing'));
                        const seen = [
                          error(() => new WebSocket('/relative')), error(() => new WebSocket(url + '#x')), error(() => new WebSocket(url, ['a', 'a'])),
                          error(() => socket.send('too early')), error(() => socket.close(1001)),
                        ];
                        socket.onerror = () => seen.push('error');
                        socket.onclose = (e) => resolve([...seen, 'close ' + e.code]);
                        """));
    }

    @Test
    void addressesNeedPermission() throws Exception {
        assertEquals(
                "[\"ErrorEvent\",\"PermissionError\",\"t.fetch may not connect to 10.0.0.1: add \\\"10.0.0.1\\\" to permissions.net in titan.config.json\",\"close 1006\"]",
                run("""
                        const socket = new WebSocket('ws://10.0.0.1/');
                        const seen = [];
                        socket.onerror = (e) => seen.push(e.constructor.name, e.error.name, e.message);
                        socket.onclose = (e) => resolve([...seen, 'close ' + e.code]);
                        """));
    }
}
