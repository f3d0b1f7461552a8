package dev.titan.host.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream on loopback that answers byte for byte what a test says, or not at all. Each connection has a thread. */
public final class FaultServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Each request as it came: head and body. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** Connections so far. */
    public final AtomicInteger connections = new AtomicInteger();

    /** Counted down when a client has closed a connection. */
    public final CountDownLatch clientGone = new CountDownLatch(1);

    /** What happens upon a request. The connection is kept unless this closes it. */
    public interface Behaviour {
        void answer(Socket socket, OutputStream out) throws IOException;
    }

    public FaultServer() throws IOException {
        this(new ServerSocket(0, 1000, InetAddress.getLoopbackAddress()));
    }

    /** @param listener plain or TLS */
    public FaultServer(ServerSocket listener) {
        this.listener = listener;
        daemon(() -> {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            }
        });
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // The test has closed it, or the client has gone.
                    }
                },
                "fault-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            InputStream in = socket.getInputStream();
            String request;
            while ((request = read(in)) != null) {
                requests.add(request);
                String path = request.split(" ", 3)[1];
                Behaviour behaviour = behaviours.get(path);
                if (behaviour == null) {
                    behaviour = text("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                }
                behaviour.answer(socket, socket.getOutputStream());
                if (socket.isClosed()) {
                    return;
                }
            }
        } finally {
            clientGone.countDown();
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        int length = 0;
        for (int c; (c = in.read()) >= 0; ) {
            request.write(c);
            String head = request.toString(StandardCharsets.ISO_8859_1);
            if (head.endsWith("\r\n\r\n")) {
                for (String line : head.split("\r\n")) {
                    if (line.startsWith("content-length: ")) {
                        length = Integer.parseInt(line.substring(16));
                    }
                }
                request.write(in.readNBytes(length));
                return request.toString(StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** Answers requests for a path. */
    public FaultServer on(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    /** Answers requests for a path with these bytes, in ISO 8859-1. */
    public FaultServer on(String path, String answer) {
        return on(path, text(answer));
    }

    /** Answers requests for a path with a head and a body. */
    public FaultServer on(String path, String head, byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        answer.writeBytes(body);
        return on(path, (socket, out) -> out.write(answer.toByteArray()));
    }

    /** A 200 with a text. */
    public FaultServer says(String path, String body) {
        return on(path, "200 OK\r\nContent-Type: text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    private static Behaviour text(String answer) {
        return (socket, out) -> {
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        };
    }

    /** Passes everything on between a connection and a port of this machine until either closes. */
    void relay(Socket socket, int port) throws IOException {
        try (Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
            daemon(() -> {
                other.getInputStream().transferTo(socket.getOutputStream());
                socket.close();
            });
            socket.getInputStream().transferTo(other.getOutputStream());
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** @return whether a client closed a connection within a minute */
    public boolean sawClientGo() throws InterruptedException {
        return clientGone.await(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
