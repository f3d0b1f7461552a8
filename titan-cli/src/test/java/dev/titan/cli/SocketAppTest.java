package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.runtime.RuntimeListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets and sessions of apps as the build makes them: with drift in their code, and more than one worker. */
class SocketAppTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    /** A client that notes what it hears. */
    private static final class Ear implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        String next() throws InterruptedException {
            String message = heard.poll(60, TimeUnit.SECONDS);
            return message == null ? "nothing heard in 60 s" : message;
        }
    }

    private static WebSocket open(AppServer server, String path, Ear ear) throws Exception {
        return CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(server.url(path).replaceFirst("http", "ws")), ear)
                .get(60, TimeUnit.SECONDS);
    }

    private AppServer serve(String... files) throws Exception {
        Map<String, String> all = new java.util.HashMap<>(Map.of("titan.config.json", "{\"workers\": 2}"));
        for (int i = 0; i < files.length; i += 2) {
            all.put(files[i], files[i + 1]);
        }
        return new AppServer(folder, all, RuntimeListener.NONE);
    }

    @Test
    void handlersDriftInOrderAndReachSocketsOfAllWorkers() throws Exception {
        try (AppServer server = serve(
                "app/actions/rooms/[room].ts",
                """
                import { defineSocket } from 'titan';
                function later<T>(value: T): T {
                  drift(t.sleep(Math.random() * 10));
                  return value;
                }
                export const socket = defineSocket({
                  open(socket) {
                    socket.data = later(0);
                    drift(t.ws.join(socket, socket.params.room));
                    drift(socket.send('open'));
                  },
                  message(socket, text) {
                    const seen = ++socket.data;
                    for (const room of [later(socket.params.room)]) drift(t.ws.broadcast(room, `${seen} ${later(text)}`));
                  },
                });
                export default defineAction((req) => drift(t.ws.count(req.params.room)));
                """,
                "app/routes.ts",
                "import { route } from 'titan'; route.get('/live/:room', 'rooms/[room]');")) {
            Ear[] ears = {new Ear(), new Ear(), new Ear()};
            WebSocket[] sockets = new WebSocket[3];
            for (int i = 0; i < 3; i++) {
                sockets[i] = open(server, i == 2 ? "/live/a" : "/actions/rooms/a", ears[i]);
                assertEquals("open", ears[i].next());
            }
            assertEquals("3", body(server, "/live/a"));
            for (int i = 0; i < 10; i++) {
                sockets[0].sendText("m" + i, true).get(60, TimeUnit.SECONDS);
            }
            for (int i = 0; i < 10; i++) {
                for (Ear ear : ears) {
                    assertEquals(i + 1 + " m" + i, ear.next());
                }
            }
        }
    }

    @Test
    void aReloadClosesSocketsSoThatTheyComeBackToTheNewCode() throws Exception {
        String code = "export const socket = { open(socket: any) { socket.send('%s'); } };";
        try (AppServer server = serve("app/actions/s.ts", code.formatted("one"))) {
            Ear before = new Ear();
            open(server, "/actions/s", before);
            assertEquals("one", before.next());
            server.reload(Map.of("app/actions/s.ts", code.formatted("two")));
            assertEquals(1012, before.closed.get(60, TimeUnit.SECONDS));
            Ear after = new Ear();
            open(server, "/actions/s", after);
            assertEquals("two", after.next());
        }
    }

    @Test
    void sessionsFollowDriftAndAwaitAlikeAndSocketsReadThem() throws Exception {
        try (AppServer server = serve(
                "app/actions/login.ts",
                """
                export default defineAction(async (req) => {
                  await t.session.regenerate();
                  await Promise.all([t.sleep(1), t.session.set('user', req.query.name)]);
                  t.cookies.set('seen', 'yes');
                  return await t.session.get('user');
                });
                """,
                "app/actions/me.ts",
                "export default defineAction(() => ({ user: drift(t.session.get('user')), all: drift([t.session.has('user'), t.sleep(1)]) }));",
                "app/actions/s.ts",
                """
                import { defineSocket, HttpError } from 'titan';
                export const socket = defineSocket({
                  upgrade() {
                    const user = drift(t.session.get('user'));
                    if (user === null) throw new HttpError(401);
                    return { data: user };
                  },
                  open(socket) {
                    let said = 'nothing';
                    try { t.session.set('user', 'x'); } catch (e) { said = e.message; }
                    drift(socket.send([socket.data, said]));
                  },
                });
                """)) {
            HttpResponse<String> login = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(server.url("/actions/login?name=ann")))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals("ann", login.body());
            assertEquals(2, login.headers().allValues("Set-Cookie").size());
            String cookie = login.headers().allValues("Set-Cookie").stream()
                    .filter(field -> field.startsWith("session="))
                    .map(field -> field.substring(0, field.indexOf(';')))
                    .findFirst()
                    .orElseThrow();
            HttpResponse<String> me = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(server.url("/actions/me")))
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals("{\"user\":\"ann\",\"all\":[true,null]}", me.body());
            Ear ear = new Ear();
            CLIENT.newWebSocketBuilder()
                    .header("Cookie", cookie)
                    .buildAsync(URI.create(server.url("/actions/s").replaceFirst("http", "ws")), ear)
                    .get(60, TimeUnit.SECONDS);
            String first = ear.next();
            assertTrue(first.startsWith("[\"ann\",\"t.session.set: a socket has no answer"), first);
        }
    }

    private static String body(AppServer server, String path) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(server.url(path))).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
