package dev.titan.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Many clients on one thread: each opens a connection, sends one request and reads its answer to the end. Close it to drop those that are still open.
 */
final class ManyClients implements AutoCloseable {
    private static final int LOOK_MILLIS = 5;

    private final InetSocketAddress server;
    private final List<String> paths;
    private final Selector selector = Selector.open();
    private final String[] answers;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private int sources = 1;
    private int begun;
    private int open;

    private record Client(int index, ByteBuffer request, StringBuilder answer) {}

    /** @param paths one for each client */
    ManyClients(InetSocketAddress server, List<String> paths) throws IOException {
        this.server = server;
        this.paths = paths;
        this.answers = new String[paths.size()];
    }

    /** Spreads them over so many addresses of the loopback network: one address has some 28,000 ports, and a port rests for a minute after its connection. Linux only. */
    ManyClients from(int addresses) {
        sources = addresses;
        return this;
    }

    /**
     * Lets them ask until all have their answers.
     *
     * @param seconds how long that may take
     * @param mayBegin whether another may begin, given the number of those that have
     * @return status and body of each, such as {@code 200 ok}, in the order of the paths
     */
    List<String> ask(int seconds, IntPredicate mayBegin) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (begun < paths.size() || open > 0) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(open + " of " + begun + " clients have no answer after " + seconds + " s");
            }
            turn(mayBegin);
        }
        return Arrays.asList(answers);
    }

    /** Lets all begin and goes on until a condition is met. */
    void askUntil(int seconds, IntPredicate mayBegin, java.util.function.BooleanSupplier enough) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (begun < paths.size() || !enough.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(
                        "not enough after " + seconds + " s: " + begun + " have begun, " + open + " wait");
            }
            turn(mayBegin);
        }
    }

    private void turn(IntPredicate mayBegin) throws IOException {
        while (begun < paths.size() && mayBegin.test(begun)) {
            begin(begun++);
        }
        selector.select(LOOK_MILLIS);
        List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey key : ready) {
            advance(key);
        }
    }

    private void begin(int index) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (sources > 1) {
            channel.bind(new InetSocketAddress("127.0.0." + (1 + index % sources), 0));
        }
        String request = "GET " + paths.get(index) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        Client client =
                new Client(index, ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)), new StringBuilder());
        channel.register(selector, SelectionKey.OP_CONNECT, client);
        channel.connect(server);
        open++;
    }

    private void advance(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        Client client = (Client) key.attachment();
        if (key.isConnectable() && channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (key.isWritable()) {
            channel.write(client.request());
            if (!client.request().hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        } else if (key.isReadable()) {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                channel.close();
                open--;
                answers[client.index()] = answer(client.answer().toString());
                return;
            }
            client.answer().append(StandardCharsets.UTF_8.decode(buffer.flip()));
        }
    }

    private static String answer(String message) {
        int body = message.indexOf("\r\n\r\n");
        return body < 0 ? "no answer: " + message : message.substring(9, 12) + " " + message.substring(body + 4);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
