package dev.titan.server.content;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on a free port of the loopback interface, and a client that sees every byte of it. */
public final class LoopbackServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Undertow undertow;
    private final int port;

    /** Starts to serve. */
    public LoopbackServer(HttpHandler handler) {
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(2)
                .setHandler(handler)
                .build();
        undertow.start();
        port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Asks for a path on a connection of its own and reads until the server closes it. */
    public Reply get(String path, String... headers) throws IOException {
        return request("GET", path, headers);
    }

    /** Sends a request without a body on a connection of its own and reads until the server closes it. */
    public Reply request(String method, String path, String... headers) throws IOException {
        StringBuilder head =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: titan.local\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return exchange(head.append("\r\n").toString());
    }

    private Reply exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return Reply.parse(in.readAllBytes());
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        undertow.stop();
    }
}
