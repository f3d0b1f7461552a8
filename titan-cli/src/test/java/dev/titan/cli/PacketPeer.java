package dev.titan.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other side of a connection that sends packets, by hand. Packets are hexadecimal text. */
abstract class PacketPeer implements AutoCloseable {
    static final byte[] END = {};

    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private volatile int closeCode;

    static PacketPeer webSocket(HttpClient http, int port) throws Exception {
        return new WebSocketPeer(http, port);
    }

    static PacketPeer socket(SocketAddress address) throws IOException {
        return new SocketPeer(address);
    }

    abstract void send(byte[] packet) throws Exception;

    void came(byte[] packet) {
        received.add(packet);
    }

    /** The next packet as it is. @throws AssertionError when none comes */
    byte[] take() throws InterruptedException {
        byte[] packet = received.poll(60, TimeUnit.SECONDS);
        if (packet == null) {
            throw new AssertionError("no packet has come for a minute");
        }
        return packet;
    }

    /** The next packet: {@code end} when the connection is closed. */
    String next() throws InterruptedException {
        byte[] packet = take();
        return packet == END ? "end" : HexFormat.of().formatHex(packet);
    }

    /** Of the close frame that has come, 0 for none. */
    int closeCode() {
        return closeCode;
    }

    void closed(int code) {
        closeCode = code;
        came(END);
    }

    /** Sends id, flags and values: texts stand for themselves, what begins with {@code 0x} for bytes. */
    void send(int id, int flags, String... values) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(5).putInt(id).put((byte) flags).array());
        for (String value : values) {
            if (value.startsWith("0x")) {
                out.write(HexFormat.of().parseHex(value.substring(2)));
            } else {
                out.write(text(value));
            }
        }
        send(out.toByteArray());
    }

    static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int head = bytes.length < 32 ? 1 : 3;
        ByteBuffer out = ByteBuffer.allocate(head + bytes.length);
        if (head == 1) {
            out.put((byte) (0xa0 | bytes.length));
        } else {
            out.put((byte) 0xda).putShort((short) bytes.length);
        }
        return out.put(bytes).array();
    }

    /** Introduces itself. @return what the server has said */
    String greet(String extensions) throws Exception {
        String said = new String(take(), StandardCharsets.UTF_8);
        send(("{\"type\":\"client-id\",\"id\":\"cli\"" + extensions + "}").getBytes(StandardCharsets.UTF_8));
        return said;
    }

    /** Says that nothing more will be sent; what comes is still read. */
    abstract void endInput() throws IOException;

    @Override
    public abstract void close() throws IOException;

    private static final class WebSocketPeer extends PacketPeer implements WebSocket.Listener {
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private final WebSocket socket;

        WebSocketPeer(HttpClient http, int port) throws Exception {
            socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/netron"), this)
                    .get(60, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            message.writeBytes(part);
            if (last) {
                came(message.toByteArray());
                message.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            came(END);
        }

        @Override
        void send(byte[] packet) throws Exception {
            socket.sendBinary(ByteBuffer.wrap(packet), true).get(60, TimeUnit.SECONDS);
        }

        @Override
        void endInput() {
            throw new UnsupportedOperationException("a WebSocket closes both ways");
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    private static final class SocketPeer extends PacketPeer {
        private final SocketChannel channel;

        SocketPeer(SocketAddress address) throws IOException {
            channel = address instanceof UnixDomainSocketAddress
                    ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                    : SocketChannel.open();
            channel.connect(address);
            Thread thread = new Thread(this::read, "test-packets");
            thread.setDaemon(true);
            thread.start();
        }

        private void read() {
            try (DataInputStream in = new DataInputStream(Channels.newInputStream(channel))) {
                while (true) {
                    came(in.readNBytes(in.readInt()));
                }
            } catch (IOException e) {
                came(END);
            }
        }

        @Override
        void send(byte[] packet) throws IOException {
            ByteBuffer out = ByteBuffer.allocate(4 + packet.length);
            out.putInt(packet.length).put(packet).flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        @Override
        void endInput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
