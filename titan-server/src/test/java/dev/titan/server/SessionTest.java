package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.SessionConfig;
import dev.titan.config.SessionConfig.SameSite;
import dev.titan.config.SessionConfig.Store;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All stores but Redis, which needs a server: the runtime's tests have one. */
class SessionTest {
    private static final String OLD = "0123456789-0123456789-0123456789-old";
    private static final String NEW = "0123456789-0123456789-0123456789-new";

    @TempDir
    Path folder;

    private static SessionConfig config(Store store, int idle, String... secrets) {
        return new SessionConfig(store, List.of(secrets), "session", SameSite.LAX, idle, 2 * idle);
    }

    private TestServer.Builder app(Store store) {
        return TestServer.builder()
                .files(folder)
                .session(config(store, 3_600, NEW, OLD))
                .action("/get", "return drift(t.session.all());")
                .action("/set", "drift(t.session.set('user', { name: req.query.name })); return 'set';")
                .action("/count", "const n = (drift(t.session.get('n')) ?? 0) + 1; t.session.set('n', n); return n;")
                .action("/login", "drift(t.session.regenerate()); t.session.set('in', true);")
                .action("/logout", "drift(t.session.destroy());")
                .action("/fail", "drift(t.session.set('user', 'lost')); throw new Error('x');")
                .action("/refuse", "drift(t.session.set('user', 'kept')); t.error(403, 'no');");
    }

    /** The cookie of an answer, as a client sends it back. */
    private static Optional<String> cookie(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").map(field -> field.substring(0, field.indexOf(';')));
    }

    private static HttpResponse<String> get(TestServer server, String path, String cookie) throws Exception {
        HttpRequest.Builder request = server.request(path);
        return server.send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    @ParameterizedTest
    @EnumSource(value = Store.class, names = "REDIS", mode = EnumSource.Mode.EXCLUDE)
    void keepsWhatWasSet(Store store) throws Exception {
        try (TestServer server = app(store).start()) {
            HttpResponse<String> first = get(server, "/set?name=ann", "");
            String field = first.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(field.startsWith("session="), field);
            assertTrue(field.endsWith("; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax"), field);
            String cookie = cookie(first).orElseThrow();
            HttpResponse<String> second = get(server, "/get", cookie);
            assertEquals("{\"user\":{\"name\":\"ann\"}}", second.body());
            assertEquals(Optional.empty(), cookie(second), "nothing has changed");
            assertEquals("{}", get(server, "/get", "").body());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Store.class, names = "REDIS", mode = EnumSource.Mode.EXCLUDE)
    void countsOverRequests(Store store) throws Exception {
        try (TestServer server = app(store).start()) {
            String cookie = "";
            for (int i = 1; i <= 3; i++) {
                HttpResponse<String> answer = get(server, "/count", cookie);
                assertEquals("" + i, answer.body());
                cookie = cookie(answer).orElse(cookie);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Store.class, names = "REDIS", mode = EnumSource.Mode.EXCLUDE)
    void keepsNothingOfAClientThatOnlyReads(Store store) throws Exception {
        try (TestServer server = app(store).start()) {
            assertEquals(Optional.empty(), cookie(get(server, "/get", "")));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Store.class,
            names = {"DATABASE", "MEMORY"})
    void givesANewNameAndForgetsTheOldOne(Store store) throws Exception {
        try (TestServer server = app(store).start()) {
            String before = cookie(get(server, "/set?name=ann", "")).orElseThrow();
            String after = cookie(get(server, "/login", before)).orElseThrow();
            assertNotEquals(before, after);
            assertEquals("{}", get(server, "/get", before).body());
            assertEquals(
                    "{\"user\":{\"name\":\"ann\"},\"in\":true}",
                    get(server, "/get", after).body());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Store.class,
            names = {"DATABASE", "MEMORY"})
    void endsWhatIsDestroyed(Store store) throws Exception {
        try (TestServer server = app(store).start()) {
            String cookie = cookie(get(server, "/set?name=ann", "")).orElseThrow();
            HttpResponse<String> answer = get(server, "/logout", cookie);
            assertEquals(204, answer.statusCode());
            String field = answer.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(field.startsWith("session=; Max-Age=0; Expires=Thu, 01 Jan 1970"), field);
            assertEquals("{}", get(server, "/get", cookie).body());
        }
    }

    @Test
    void believesNothingThatItHasNotSigned() throws Exception {
        try (TestServer server = app(Store.MEMORY).start()) {
            String cookie = cookie(get(server, "/set?name=ann", "")).orElseThrow();
            char last = cookie.charAt(cookie.length() - 2);
            String changed = cookie.substring(0, cookie.length() - 2) + (last == 'a' ? 'b' : 'a') + "A";
            for (String bad : List.of(changed, "session=x", "session=..", "session=%00", "session=")) {
                assertEquals("{}", get(server, "/get", bad).body(), bad);
            }
        }
    }

    @Test
    void believesOldSecretsAndSignsWithTheNewOne() throws Exception {
        String old;
        try (TestServer server =
                app(Store.DATABASE).session(config(Store.DATABASE, 3_600, OLD)).start()) {
            old = cookie(get(server, "/set?name=ann", "")).orElseThrow();
        }
        try (TestServer server = app(Store.DATABASE).start()) {
            assertEquals(
                    "{\"user\":{\"name\":\"ann\"}}", get(server, "/get", old).body());
            assertNotEquals(old, cookie(get(server, "/count", old)).orElseThrow());
        }
        try (TestServer server =
                app(Store.DATABASE).session(config(Store.DATABASE, 3_600, NEW)).start()) {
            assertEquals("{}", get(server, "/get", old).body());
        }
    }

    @Test
    void keepsWhatAnHttpErrorWasThrownAfterButNotWhatFailed() throws Exception {
        try (TestServer server = app(Store.MEMORY).start()) {
            HttpResponse<String> failed = get(server, "/fail", "");
            assertEquals(500, failed.statusCode());
            assertEquals(Optional.empty(), cookie(failed));
            HttpResponse<String> refused = get(server, "/refuse", "");
            assertEquals(403, refused.statusCode());
            assertEquals(
                    "{\"user\":\"kept\"}",
                    get(server, "/get", cookie(refused).orElseThrow()).body());
        }
    }

    @Test
    void endsOneThatIsNotUsed() throws Exception {
        try (TestServer server = app(Store.MEMORY)
                .session(config(Store.MEMORY, 1, NEW))
                .action("/wait", "drift(t.sleep(1_100)); return 'later';")
                .start()) {
            String cookie = cookie(get(server, "/set?name=ann", "")).orElseThrow();
            get(server, "/wait", "");
            assertEquals("{}", get(server, "/get", cookie).body());
        }
    }

    @Test
    void hidesItsContentInACookieThatHoldsIt() throws Exception {
        try (TestServer server = app(Store.COOKIE)
                .action("/large", "drift(t.session.set('x', 'x'.repeat(4000))); return 'large';")
                .start()) {
            String cookie = cookie(get(server, "/set?name=ann", "")).orElseThrow();
            assertFalse(new String(
                            java.util.Base64.getUrlDecoder().decode(cookie.substring(8)),
                            java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("ann"));
            assertEquals(500, get(server, "/large", "").statusCode());
        }
    }

    @Test
    void sharesNothingBetweenRequestsAtTheSameTime() throws Exception {
        try (TestServer server = app(Store.DATABASE)
                .action(
                        "/mine",
                        "drift(t.session.set('id', req.query.id)); drift(t.sleep(Math.random() * 20)); return drift(t.session.get('id'));")
                .start()) {
            List<CompletableFuture<String>> answers = new java.util.ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String id = "" + i;
                answers.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return get(server, "/mine?id=" + id, "").body();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            for (int i = 0; i < 20; i++) {
                assertEquals("" + i, answers.get(i).get());
            }
        }
    }

    @Test
    void refusesWhatCannotBeKept() throws Exception {
        try (TestServer server = app(Store.MEMORY)
                .action(
                        "/bad",
                        "const said = (fn) => { try { fn(); return 'nothing'; } catch (e) { return e.name; } };"
                                + "return [said(() => t.session.set('a')), said(() => t.session.set('a', () => 1)), said(() => t.session.get(1)), said(() => t.session.set('', 1)),"
                                + "said(() => t.cookies.set('a b', 'x')), said(() => t.cookies.set('a', {})), said(() => t.cookies.set('__Host-a', 'x', { domain: 'b' })),"
                                + "said(() => t.cookies.set('__Host-a', 'x', { path: '/b' })), said(() => t.cookies.set('__Secure-a', 'x', { secure: false })), said(() => t.cookies.set('a', 'x', { path: 'a;b' })),"
                                + "said(() => t.cookies.set('a', 'x', 60)), said(() => t.session.set('a', 1n)), said(() => t.cookies.set('a', 'x'.repeat(4096)))];")
                .start()) {
            assertEquals(
                    "[" + "\"TypeError\",".repeat(12) + "\"RangeError\"]",
                    server.get("/bad").body());
        }
    }

    @Test
    void aDatabaseThatCannotBeUsedFailsTheRequestsThatWantTheirSessionAndNoOthers() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/app.db"), "no database, ".repeat(100));
        try (TestServer server =
                app(Store.DATABASE).action("/other", "return 'fine';").start()) {
            String cookie = "session=0123456789012345678901.0";
            assertEquals(500, get(server, "/set", "").statusCode());
            assertEquals("fine", get(server, "/other", cookie).body());
            assertEquals("{}", get(server, "/get", cookie).body(), "a cookie that nobody has signed is none");
        }
    }

    @Test
    void nothingIsTakenForAnAnswerThatIsOut() throws Exception {
        try (TestServer server = app(Store.MEMORY)
                .action(
                        "/late",
                        "const said = (fn) => { try { fn(); return 'nothing'; } catch (e) { return e.message; } };"
                                + "req.waitUntil(t.sleep(1).then(() => { globalThis.late = [said(() => t.cookies.set('a', 'b')), said(() => t.session.set('a', 1))]; })); return 'early';")
                // Slow, so that it stays in the isolate where the other has been, however often it is asked.
                .action(
                        "/told",
                        "for (const until = Date.now() + 3; Date.now() < until;); return globalThis.late ?? null;")
                .start()) {
            assertEquals("early", server.get("/late").body());
            String told = "null";
            for (long end = System.nanoTime() + 30_000_000_000L; told.equals("null") && System.nanoTime() < end; ) {
                told = server.get("/told").body();
            }
            String over = "the answer has begun, so that its cookies cannot change any more";
            assertEquals("[\"t.cookies.set: " + over + "\",\"t.session.set: " + over + "\"]", told);
        }
    }

    @Test
    void setsAndReadsCookies() throws Exception {
        try (TestServer server = TestServer.builder()
                .action(
                        "/set",
                        "t.cookies.set('a', 'ä;b', { maxAge: 60, sameSite: 'Strict' }); t.cookies.set('s', 'v', { signed: true }); t.cookies.set('gone', 'x'); t.cookies.delete('gone'); return { status: 201, body: 'made' };")
                .action(
                        "/get",
                        "return [t.cookies.get('a'), t.cookies.get('s', { signed: true }) ?? null, t.cookies.has('none'), Object.keys(t.cookies.all())];")
                .action("/json", "t.cookies.set('j', 1); return { a: 1 };")
                .action("/none", "t.cookies.set('j', 1);")
                .action("/stream", "t.cookies.set('j', 1); return (async function* () { yield 'x'; })();")
                .action("/error", "t.cookies.set('j', 1); t.error(418, 'tea');")
                .start()) {
            HttpResponse<String> set = server.get("/set");
            assertEquals(201, set.statusCode());
            List<String> fields = set.headers().allValues("Set-Cookie");
            assertEquals("a=%C3%A4%3Bb; Max-Age=60; Path=/; HttpOnly; SameSite=Strict", fields.get(0));
            assertTrue(fields.get(1).startsWith("s=v."), fields.get(1));
            assertEquals(3, fields.size());
            assertTrue(fields.get(2).startsWith("gone=; Max-Age=0; Expires="), fields.get(2));
            String signed = fields.get(1).substring(0, fields.get(1).indexOf(';'));
            assertEquals(
                    "[\"ä;b\",\"v\",false,[\"a\",\"s\"]]",
                    get(server, "/get", "a=%C3%A4%3Bb; " + signed).body());
            assertEquals(
                    "[\"ä;b\",null,false,[\"a\",\"s\"]]",
                    get(server, "/get", "a=%C3%A4%3Bb; " + signed.replace("s=v", "s=w"))
                            .body());
            for (String path : List.of("/json", "/none", "/stream", "/error")) {
                assertEquals(
                        "j=1; Path=/; HttpOnly; SameSite=Lax",
                        server.get(path).headers().firstValue("Set-Cookie").orElse(""),
                        path);
            }
            assertEquals("{\"a\":1}", server.get("/json").body());
        }
    }

    @Test
    void isBoundToTheHostOverHttps() throws Exception {
        try (TestServer server =
                app(Store.MEMORY).options(TestOptions.trusting("127.0.0.1")).start()) {
            HttpResponse<String> answer =
                    server.send(server.request("/set?name=ann").header("X-Forwarded-Proto", "https"));
            String field = answer.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(field.startsWith("__Host-session="), field);
            assertTrue(field.contains("; Path=/; Secure; HttpOnly"), field);
            String cookie = cookie(answer).orElseThrow();
            assertEquals("{}", get(server, "/get", cookie).body());
            assertEquals(
                    "{\"user\":{\"name\":\"ann\"}}",
                    server.send(server.request("/get").header("Cookie", cookie).header("X-Forwarded-Proto", "https"))
                            .body());
        }
    }
}
