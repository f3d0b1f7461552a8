package dev.titan.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.client.ScriptedServer.Played;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams over WebSocket, as their readers ask for them. */
class SocketStreamsTest extends SocketScenario {
    @Test
    void aStreamIsReadToItsEndAndCreditIsGivenForWhatWasTaken() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(EXTENDED);
            expect("00000001 43 92" + USERS + "a4" + hex("tick"), peer);
            peer.send("00000001 03 c7 09 6b a131 01 01 a4 636c6931");
            for (int i = 0; i < 40; i++) {
                peer.send(String.format("%08x 65 %02x 00000001 %08x", i + 1, i, i));
            }
            String credit = peer.next();
            assertTrue(credit.endsWith("49920120"), credit);
            peer.send("00000030 75 c0 00000001 00000028");
        });
        try (TitanClient client = connect()) {
            assertEquals(
                    40,
                    Collected.all(users(client).tick())
                            .get(60, TimeUnit.SECONDS)
                            .size());
        }
        played.check();
    }

    @Test
    void aReaderThatCancelsClosesTheStream() throws Exception {
        Played played = server.play(peer -> {
            peer.greet(PLAIN);
            peer.next();
            peer.send("00000001 03 c7 09 6b a131 01 01 a4 636c6931");
            peer.send("00000001 65 01 00000001 00000000");
            String close = peer.next();
            assertTrue(close.substring(8).startsWith("4782"), close);
            assertTrue(close.contains(hex("streamId") + "a131"), close);
        });
        try (TitanClient client = connect()) {
            Collected<Integer> collected = new Collected<>(1);
            users(client).tick().subscribe(collected);
            played.check();
            assertEquals(List.of(1), collected.values());
        }
    }

    @Test
    void aStreamThatFailsFailsItsReader() throws Exception {
        server.play(peer -> {
            peer.greet(PLAIN);
            peer.next();
            peer.send("00000001 03 c7 09 6b a131 01 01 a4 636c6931");
            peer.send("00000002 46 82 a8" + hex("streamId") + "a131 a7" + hex("message") + "a4" + hex("over"));
        });
        try (TitanClient client = connect()) {
            CompletionException e = assertThrows(
                    CompletionException.class,
                    () -> Collected.all(users(client).tick())
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join());
            assertEquals(
                    "over",
                    assertInstanceOf(NetronException.class, e.getCause()).getMessage());
        }
    }

    /** Takes what a publisher gives, all or so many. */
    private static final class Collected<T> extends CompletableFuture<List<T>> implements Flow.Subscriber<T> {
        private final List<T> values = new ArrayList<>();
        private final int most;
        private Flow.Subscription subscription;

        Collected(int most) {
            this.most = most;
        }

        static <T> CompletableFuture<List<T>> all(Flow.Publisher<T> publisher) {
            Collected<T> collected = new Collected<>(Integer.MAX_VALUE);
            publisher.subscribe(collected);
            return collected;
        }

        List<T> values() {
            return values;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(most);
        }

        @Override
        public void onNext(T value) {
            values.add(value);
            if (values.size() == most) {
                subscription.cancel();
            }
        }

        @Override
        public void onError(Throwable failure) {
            completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            complete(values);
        }
    }
}
