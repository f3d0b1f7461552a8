package dev.titan.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of HTTP/2 with prior knowledge that sends whatever a test wants, valid or not. */
final class Http2Frames implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;

    private final Socket socket;
    private final DataInputStream in;

    /**
     * A frame of the server's.
     *
     * @param text payload as Latin-1
     */
    record Frame(int type, int flags, int stream, String text) {}

    Http2Frames(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    /**
     * Sends a request without a body.
     *
     * @param fields names and values in turn, each sent as it is
     */
    void request(int stream, String... fields) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            // Literal without indexing (RFC 7541, section 6.2.2), no Huffman coding.
            block.write(0);
            block.write(fields[i].length());
            block.writeBytes(fields[i].getBytes(StandardCharsets.ISO_8859_1));
            block.write(fields[i + 1].length());
            block.writeBytes(fields[i + 1].getBytes(StandardCharsets.ISO_8859_1));
        }
        send(HEADERS, END_STREAM | END_HEADERS, stream, block.toByteArray());
    }

    void reset(int stream) throws IOException {
        send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(stream >> shift);
        }
        frame.writeBytes(payload);
        OutputStream out = socket.getOutputStream();
        out.write(frame.toByteArray());
    }

    /** The next frame of one of the types; settings are acknowledged meanwhile. */
    Frame next(int... types) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == SETTINGS && (flags & ACK) == 0) {
                send(SETTINGS, ACK, 0, new byte[0]);
            }
            for (int wanted : types) {
                if (type == wanted) {
                    return new Frame(type, flags, stream, new String(payload, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** Reads until the server closes. */
    void awaitClose() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
