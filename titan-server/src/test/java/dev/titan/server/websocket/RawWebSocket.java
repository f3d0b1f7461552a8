package dev.titan.server.websocket;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client of WebSockets that says every byte of its frames itself. All of its waits end within a minute. */
public final class RawWebSocket implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    private static final int FINAL = 0x80;

    private final Socket socket;
    private final DataInputStream in;

    /** A frame of the server's. */
    public record Frame(int opcode, boolean last, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame, 1005 when it has none. */
        public int code() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    /** Connects without a handshake. */
    public RawWebSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /**
     * Shakes hands.
     *
     * @param fields further lines of the head, each ended by CRLF
     */
    public static RawWebSocket open(int port, String path, String fields) throws IOException {
        RawWebSocket opened = new RawWebSocket(port);
        String answer = opened.handshake(path, fields);
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            opened.close();
            throw new IOException("no WebSocket: " + answer);
        }
        return opened;
    }

    public static RawWebSocket open(int port, String path) throws IOException {
        return open(port, path, "");
    }

    /** Asks for a WebSocket. @return the head of the answer */
    public String handshake(String path, String fields) throws IOException {
        return request("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + fields + "\r\n");
    }

    /** Sends characters. @return the head of the answer */
    public String request(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    public RawWebSocket text(String message) throws IOException {
        return frame(FINAL | TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    public RawWebSocket binary(byte[] message) throws IOException {
        return frame(FINAL | BINARY, message);
    }

    public RawWebSocket close(int code, String reason) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(code >> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
        return frame(FINAL | CLOSE, payload.toByteArray());
    }

    /**
     * Sends a masked frame.
     *
     * @param first its first byte: FIN, reserved bits and opcode
     */
    public RawWebSocket frame(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] mask = {1, 2, 3, 4};
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        return bytes(frame.toByteArray());
    }

    /** Sends bytes as they are. */
    public RawWebSocket bytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** The next frame. @throws EOFException when the server has closed the connection */
    public Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        long size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
        return new Frame(first & 15, (first & FINAL) != 0, in.readNBytes((int) size));
    }

    /** The text of the next message. */
    public String message() throws IOException {
        Frame frame = next();
        if (frame.opcode() != TEXT) {
            throw new IOException("expected text, got opcode " + frame.opcode() + ", code " + frame.code());
        }
        return frame.text();
    }

    /** The code of the next close frame; whatever comes before is passed over. */
    public int awaitClose() throws IOException {
        Frame frame = next();
        while (frame.opcode() != CLOSE) {
            frame = next();
        }
        return frame.code();
    }

    /** Waits until the server has closed the connection. */
    public void awaitEnd() throws IOException {
        try {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketException e) {
            // A reset is an end, too.
        }
    }

    /** Closes with a reset, as a process that is killed does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
