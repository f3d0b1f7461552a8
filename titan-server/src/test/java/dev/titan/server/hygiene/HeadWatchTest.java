package dev.titan.server.hygiene;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.undertow.connector.PooledByteBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xnio.conduits.StreamSourceConduit;

class HeadWatchTest {
    private static final String[] HEADS = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nX-Spaced:   two  words \t\r\n\r\n",
        "POST /long/path/of/no/consequence?with=a&query HTTP/1.1\r\nHost: a.example\r\nX: 1234567\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: folded\r\n line\r\n\r\n",
        "GET / HTTP/1.1\r\nX: folded\r\n\tline\r\nY: again\r\n twice\r\nHost: a\r\n\r\n",
    };
    private static final int FOLDED_FROM = 3;
    private static final String[] BODIES = {
        "", "\n a\n b", " begins with a space", "\n", "x\r\n y\r\n\r\n z\n", "no line at all, but long enough"
    };

    /**
     * One request as it is sent.
     *
     * @param known whether the watch is told how long the body is
     */
    private record Message(int head, String body, boolean known) {}

    @Test
    void findsFoldsInHeadsOnlyHoweverTheBytesArrive() throws IOException {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            List<Message> messages = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                messages.add(new Message(
                        random.nextInt(HEADS.length), BODIES[random.nextInt(BODIES.length)], random.nextBoolean()));
            }
            new Connection(messages, random).run("seed " + seed + " " + messages);
        }
    }

    /** Reads messages as Undertow does: what was read past the end of one is kept, and parsed before anything else is read. */
    private static final class Connection {
        private final List<Message> messages;
        private final Random random;
        private final ByteBuffer wire;
        private final HeadWatch watch;
        private @Nullable PooledByteBuffer rest;

        Connection(List<Message> messages, Random random) {
            this.messages = messages;
            this.random = random;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Message message : messages) {
                bytes.writeBytes((HEADS[message.head] + message.body).getBytes(StandardCharsets.US_ASCII));
            }
            this.wire = ByteBuffer.wrap(bytes.toByteArray());
            StreamSourceConduit source = (StreamSourceConduit) Proxy.newProxyInstance(
                    HeadWatchTest.class.getClassLoader(),
                    new Class<?>[] {StreamSourceConduit.class},
                    (proxy, method, arguments) -> deliver((ByteBuffer) arguments[0]));
            this.watch = new HeadWatch(source);
        }

        void run(String what) throws IOException {
            for (Message message : messages) {
                consume(HEADS[message.head].length());
                assertEquals(message.head >= FOLDED_FROM, watch.endHead(rest), what + " at " + message);
                if (message.head >= FOLDED_FROM) {
                    return;
                }
                if (!message.body.isEmpty()) {
                    watch.beginBody(rest, message.known ? message.body.length() : Long.MAX_VALUE);
                    consume(message.body.length());
                    if (!message.known) {
                        watch.endBody(rest);
                    }
                }
            }
        }

        private int deliver(ByteBuffer target) {
            int count = Math.min(1 + random.nextInt(40), Math.min(target.remaining(), wire.remaining()));
            target.put(wire.slice(wire.position(), count));
            wire.position(wire.position() + count);
            return count;
        }

        private void consume(int count) throws IOException {
            int left = count;
            while (left > 0) {
                if (rest == null) {
                    ByteBuffer buffer = ByteBuffer.allocate(64);
                    watch.read(buffer);
                    rest = new Buffer(buffer.flip());
                }
                ByteBuffer buffer = rest.getBuffer();
                int taken = Math.min(left, buffer.remaining());
                buffer.position(buffer.position() + taken);
                left -= taken;
                if (!buffer.hasRemaining()) {
                    rest = null;
                }
            }
        }
    }

    private record Buffer(ByteBuffer getBuffer) implements PooledByteBuffer {
        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }
    }
}
