package dev.titan.runtime;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files of a checkout of the web platform tests by HTTP, on loopback. What needs the tests' own server is not there. */
final class WebPlatformServer implements AutoCloseable {
    private static final Map<String, String> TYPES = Map.of(
            "json",
            "application/json",
            "js",
            "text/javascript",
            "html",
            "text/html",
            "txt",
            "text/plain",
            "idl",
            "text/plain");

    private final HttpServer server;

    WebPlatformServer(Path root) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            boolean found = file.startsWith(root) && Files.isRegularFile(file);
            byte[] bytes = found ? Files.readAllBytes(file) : new byte[0];
            String name = file.toString();
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(found ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
