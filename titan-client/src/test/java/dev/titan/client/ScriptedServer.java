package dev.titan.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A WebSocket server (RFC 6455) that plays a script for each connection, in the order in which they come. After its script a connection stays open
 * until the client ends it: the JDK's client may lose a message that the end of the connection follows at once, without a Close frame.
 * What it waits for has a minute.
 */
final class ScriptedServer implements AutoCloseable {
    private static final int PATIENCE = 60_000;

    private final ServerSocket listener;
    private final BlockingQueue<Played> scripts = new LinkedBlockingQueue<>();

    ScriptedServer() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::run, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort());
    }

    /** Adds what the next connection hears. */
    Played play(Script script) {
        Played played = new Played(script, new CompletableFuture<>());
        scripts.add(played);
        return played;
    }

    private void run() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Played played = scripts.take();
                Thread thread = new Thread(() -> play(socket, played), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    private static void play(Socket accepted, Played played) {
        try (Socket socket = accepted) {
            Peer peer = new Peer(socket);
            played.script().play(peer);
            played.done().complete(null);
            peer.drain();
        } catch (Throwable failure) {
            played.done().completeExceptionally(failure);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    interface Script {
        void play(Peer peer) throws Exception;
    }

    record Played(Script script, CompletableFuture<Void> done) {
        /** Waits until the script has ended, and fails as it did. */
        void check() throws InterruptedException, ExecutionException, TimeoutException {
            done.get(PATIENCE, TimeUnit.MILLISECONDS);
        }
    }

    /** One connection. */
    static final class Peer {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final StringBuilder head = new StringBuilder();

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            upgrade();
        }

        /** The request that asked for the connection. */
        String head() {
            return head.toString();
        }

        /** Ends the connection without a word. */
        void vanish() throws IOException {
            socket.close();
        }

        private void drain() throws IOException {
            if (!socket.isClosed()) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }

        private void upgrade() throws IOException {
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            int from = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("sec-websocket-key:") + 18;
            String key = head.substring(from, head.indexOf("\r\n", from)).trim();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        private static String accept(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
                return Base64.getEncoder().encodeToString(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Says who it is, with or without extensions, and reads who the client is. */
        String greet(String hello) throws IOException {
            send(hello.getBytes(StandardCharsets.UTF_8));
            return new String(receive(), StandardCharsets.UTF_8);
        }

        void send(String hex) throws IOException {
            send(Hex.bytes(hex));
        }

        private void send(byte[] message) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(0x82);
            if (message.length < 126) {
                frame.write(message.length);
            } else {
                frame.write(126);
                frame.write(message.length >>> 8);
                frame.write(message.length);
            }
            frame.writeBytes(message);
            out.write(frame.toByteArray());
            out.flush();
        }

        /** The next message, in hexadecimal. */
        String next() throws IOException {
            return Hex.of(receive());
        }

        private byte[] receive() throws IOException {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            boolean last;
            do {
                int first = in.readUnsignedByte();
                last = (first & 0x80) != 0;
                int length = in.readUnsignedByte() & 0x7f;
                length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
                byte[] mask = in.readNBytes(4);
                byte[] payload = in.readNBytes(length);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                if ((first & 0x0f) == 8) {
                    throw new IOException("closed by the client");
                }
                message.writeBytes(payload);
            } while (!last);
            return message.toByteArray();
        }
    }
}
