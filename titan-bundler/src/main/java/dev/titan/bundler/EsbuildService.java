package dev.titan.bundler;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * esbuild as a child process that keeps what it has parsed between builds. Talks over the child's standard input and output, so the child ends when this
 * process does, however that happens. Used by one thread at a time.
 */
final class EsbuildService implements AutoCloseable {
    private static final int STOP_SECONDS = 2;
    private static final int LARGEST_PACKET = 1 << 30;

    private final Process process;
    private final OutputStream out;
    private final InputStream in;
    private final Map<Integer, Continuation> waiting = new HashMap<>();
    private int nextId;
    private int nextKey;

    /** What is done with the response to a request. */
    interface Continuation {
        void accept(Map<String, @Nullable Object> response) throws IOException;
    }

    /** What answers requests that the child makes during a build. */
    interface Requests {
        /** Must lead to one {@link #respond} with this id. */
        void received(int id, Map<String, @Nullable Object> request) throws IOException;
    }

    private EsbuildService(Process process) {
        this.process = process;
        this.out = process.getOutputStream();
        this.in = new BufferedInputStream(process.getInputStream(), 1 << 16);
    }

    /**
     * Starts the program.
     *
     * @throws IOException when it cannot be started, or is of another version
     */
    static EsbuildService start(Path program, String version) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--service=" + version)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        EsbuildService service = new EsbuildService(process);
        try {
            String found = new String(service.block(), StandardCharsets.UTF_8);
            if (!found.equals(version)) {
                throw new IOException("esbuild is of version " + found + ", expected " + version);
            }
            return service;
        } catch (IOException e) {
            service.close();
            throw e;
        }
    }

    /** Whether the child still runs. */
    boolean alive() {
        return process.isAlive();
    }

    /** A number for a build that no other has. */
    int nextKey() {
        return nextKey++;
    }

    /** Sends a request; its response is handed on by {@link #call} when it comes. */
    void send(Map<String, @Nullable Object> request, Continuation then) throws IOException {
        int id = nextId++;
        waiting.put(id, then);
        write(new EsbuildPacket(id, true, request));
    }

    /** Answers a request of the child's. */
    void respond(int id, Map<String, @Nullable Object> response) throws IOException {
        write(new EsbuildPacket(id, false, response));
    }

    /**
     * Sends a request and serves the child until the response is there.
     *
     * @throws IOException when the child ends, or refuses the request
     */
    Map<String, @Nullable Object> call(Map<String, @Nullable Object> request, Requests requests) throws IOException {
        Answer answer = new Answer();
        send(request, response -> answer.value = response);
        while (answer.value == null) {
            EsbuildPacket packet = EsbuildPacket.decode(block());
            Map<String, @Nullable Object> value = Values.map(packet.value());
            if (packet.request()) {
                requests.received(packet.id(), value);
            } else {
                Continuation then = waiting.remove(packet.id());
                if (then == null) {
                    throw new IOException("esbuild answered a request that was not made");
                }
                then.accept(value);
            }
        }
        if (answer.value.get("error") instanceof String error) {
            throw new IOException("esbuild refused the build: " + error);
        }
        return answer.value;
    }

    private static final class Answer {
        private @Nullable Map<String, @Nullable Object> value;
    }

    private void write(EsbuildPacket packet) throws IOException {
        out.write(packet.encode());
        out.flush();
    }

    private byte[] block() throws IOException {
        int length = ByteBuffer.wrap(exactly(Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (length < 0 || length > LARGEST_PACKET) {
            throw new IOException("esbuild sent a packet of " + Integer.toUnsignedString(length) + " bytes");
        }
        return exactly(length);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("esbuild ended unexpectedly");
        }
        return bytes;
    }

    /** Ends the child: at the end of its input by itself, otherwise by force. */
    @Override
    public void close() {
        try {
            out.close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
