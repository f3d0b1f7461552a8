package dev.titan.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.client.ScriptedServer.Peer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A client that is connected over WebSocket to a server that knows its lines. */
@Timeout(300)
abstract class SocketScenario {
    static final String PLAIN = "{\"type\":\"id\",\"id\":\"srv\"}";
    static final String EXTENDED = "{\"type\":\"id\",\"id\":\"srv\",\"ext\":[\"cancel\",\"credit\",\"future\"]}";
    static final String USERS = "ab" + Hex.of("users@1.0.0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    static final String FIND = "00000001 43 93" + USERS + "a8" + hex("findById") + "a27531";
    static final String ANN = "03 82 a26964 a27531 a46e616d65 a3416e6e";

    record User(String id, String name) {}

    interface Users {
        Optional<User> findById(String id);

        @Name("findById")
        CompletionStage<User> findLater(String id);

        Flow.Publisher<Integer> tick();

        @Property
        String greeting();

        @Property("greeting")
        CompletionStage<Void> greet(String value);
    }

    ScriptedServer server;

    @BeforeEach
    void listens() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void closes() throws IOException {
        server.close();
    }

    static String hex(String ascii) {
        return Hex.of(ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    static void expect(String hex, Peer peer) throws IOException {
        assertEquals(hex.replace(" ", ""), peer.next());
    }

    /**
     * An error as the server sends it.
     *
     * @param fields names and texts by turns
     */
    static String error(String name, long code, @Nullable Object details, String... fields) {
        PackWriter payload = new PackWriter();
        payload.string(name);
        payload.number(code);
        payload.string("no more");
        Encoder.write(payload, details, "details");
        for (int i = 0; i < 8; i++) {
            payload.nil();
        }
        payload.u16(fields.length / 2);
        for (String field : fields) {
            payload.string(field);
        }
        PackWriter error = new PackWriter();
        error.extension(ExtensionCode.TITAN_ERROR, payload);
        return Hex.of(error.toByteArray());
    }

    TitanClient connect() {
        return TitanClient.connect(server.uri());
    }

    static Users users(TitanClient client) {
        return client.service("users@1.0.0", Users.class);
    }
}
