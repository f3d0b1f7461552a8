package dev.titan.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README of examples/chat promises. */
class ChatExampleIT {
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            messages.add(data.toString());
            socket.request(1);
            return null;
        }

        String next() throws InterruptedException {
            String message = messages.poll(60, TimeUnit.SECONDS);
            return message == null ? "nothing heard in 60 s" : message;
        }
    }

    private static WebSocket join(ExampleServer server, String name, Heard heard) throws Exception {
        String url = server.url("/actions/rooms/lobby?name=" + name).toString().replaceFirst("^http", "ws");
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(url), heard)
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void talksAndRemembers(@TempDir Path folder) throws Exception {
        Example example = Example.copy("chat", folder);
        try (ExampleServer server = example.dev()) {
            Heard ann = new Heard();
            WebSocket first = join(server, "ann", ann);
            assertEquals("{\"from\":\"\",\"text\":\"ann is here\"}", ann.next());
            first.sendText("hello", true).get(60, TimeUnit.SECONDS);
            assertEquals("{\"from\":\"ann\",\"text\":\"hello\"}", ann.next());
            Heard bob = new Heard();
            join(server, "bob", bob);
            assertEquals("{\"from\":\"\",\"text\":\"ann is here\"}", bob.next());
            assertEquals("{\"from\":\"ann\",\"text\":\"hello\"}", bob.next());
            assertEquals("{\"from\":\"\",\"text\":\"bob is here\"}", bob.next());
            String room = server.get("/actions/rooms/lobby").body();
            assertTrue(room.startsWith("{\"members\":2,\"lines\":["), room);
            first.sendClose(1000, "").get(60, TimeUnit.SECONDS);
            assertEquals("{\"from\":\"\",\"text\":\"ann has left\"}", bob.next());
        }
    }
}
