package dev.titan.cli;

import dev.titan.runtime.RuntimeListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An app with a service that does a little of everything, behind the real server. */
final class NetronApp implements AutoCloseable {
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final String USERS = """
            import { Auth, currentTrace, NetronError, Public, RateLimit, registerError, Service, Validate } from 'titan';
            export class OutOfStock extends NetronError {
              constructor(public sku: string) { super('out of stock', { code: 409, details: { sku }, cause: new Error('CANARY in a cause') }); }
            }
            registerError(OutOfStock);
            const digits = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) =>
              typeof value === 'string' && /^[0-9]+$/.test(value) ? { value: Number(value) } : { issues: [{ message: 'no digits' }] } } } as any;
            let bodies = 0;
            class Base { inherited() { return 'no'; } @Public() publicBelow() { return 'no'; } }
            @Service('users@1.0.0')
            export class Users extends Base {
              @Public() greeting = 'hello';
              @Public({ readonly: true }) fixed = 7;
              hidden = 1;
              ended = 0;
              began = 0;
              @Public() findById(id: string) { return { id, name: 'Ann' }; }
              @Public() async later(id: string) { return { id }; }
              @Public() echo(...values: unknown[]) { return values; }
              @Public() slept(ms: number) { drift(t.sleep(ms)); return 'slept'; }
              @Public() async traced() { await null; const { traceId, parentId } = currentTrace()!; return [traceId, parentId]; }
              @Public() nothing() {}
              @Public() nil() { return null; }
              @Public() double(@Validate(digits) n: number) { bodies++; return n * 2; }
              @Public() bodies() { return bodies; }
              @Public() fail() { throw new Error('CANARY in a message'); }
              @Public() async rejects() { await null; throw 'CANARY in a text'; }
              @Public() typed() { throw new OutOfStock('s1'); }
              @Public() unsendable() { return { CANARY: () => 1 }; }
              @Public() async *tick(n = 3) { try { for (let i = 1; i <= n; i++) yield i; } finally { this.ended++; } }
              @Public() async *breaks() { yield 1; throw new OutOfStock('mid'); }
              @Public() async *flood() { const text = 'x'.repeat(65536); try { for (;;) yield text; } finally { this.ended++; } }
              @Public() held() { this.began++; try { drift(t.sleep(25_000)); } finally { this.ended++; } }
              // Too slow to leave the worker in which streams begin: each worker has an instance of its own.
              @Public() endings() { const end = Date.now() + 3; while (Date.now() < end); return this.ended; }
              @Public() beginnings() { const end = Date.now() + 3; while (Date.now() < end); return this.began; }
              @Auth({ roles: ['admin'] }) @Public() admin() { return 'in'; }
              @Auth({ scopes: ['read', 'write'] }) @Public() scoped() { return 'in'; }
              @RateLimit({ limit: 2, window: '1h' }) @Public() rare() { return 'ok'; }
              @Public() order() {
                const of = [1, 128, -1, -256, 2 ** 31, 2 ** 32, -0, undefined, new Date(1700000000000), new Map([[1, 2]]), new Set([1]), 123n, new Uint8Array([1, 2]), /a/g];
                drift(t.events.emit('order.created', { of, $: null }));
              }
              get secret() { return 'no'; }
              #own() { return 'no'; }
              notPublic() { return this.#own(); }
              @Public() token(claims: any) { return t.jwt.sign(claims, 'SECRET', { expiresIn: '1h' }); }
            }
            """.replace("SECRET", SECRET);

    private final AppServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    NetronApp(Path folder, String config) throws Exception {
        Map<String, String> files = new HashMap<>();
        files.put("app/services/users.ts", USERS);
        files.put(
                "titan.config.json",
                "{\"workers\": 1, \"netron\": {\"jwt\": {\"secret\": \"" + SECRET + "\"}" + config + "}}");
        server = new AppServer(folder, files, RuntimeListener.NONE);
    }

    int port() {
        return server.address().getPort();
    }

    HttpClient http() {
        return http;
    }

    HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Calls by JSON. @return status, a space and the body, with what differs from call to call as {@code *} */
    String invoke(String body, String... headers) throws Exception {
        return told(post("/netron/invoke", "application/json", body.getBytes(StandardCharsets.UTF_8), headers));
    }

    String batch(String body, String... headers) throws Exception {
        return told(post("/netron/batch", "application/json", body.getBytes(StandardCharsets.UTF_8), headers));
    }

    static String told(HttpResponse<byte[]> response) throws Exception {
        String body = new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll("(\"(?:serverTime|totalTime)\":)[0-9]+", "$1*")
                .replaceAll("(\"errorId\":\")[0-9a-f]{16}", "$1*");
        return response.statusCode() + " " + body;
    }

    String get(String path) throws Exception {
        return told(
                http.send(HttpRequest.newBuilder(URI.create(server.url(path))).build(), BodyHandlers.ofByteArray()));
    }

    @Override
    public void close() {
        server.close();
    }
}
