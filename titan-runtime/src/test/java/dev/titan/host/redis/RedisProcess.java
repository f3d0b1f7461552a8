package dev.titan.host.redis;

import dev.titan.host.FreePort;
import java.io.IOException;
import redis.embedded.RedisServer;

/** A real Redis on a free port of loopback, out of an artifact of Maven: nothing has to be installed. Close it. */
public final class RedisProcess implements AutoCloseable {
    private static final String PASSWORD = "secr:et/1";

    private final int port;
    private RedisServer server;

    /** Starts it. */
    public RedisProcess() throws IOException {
        port = FreePort.find();
        server = started();
    }

    private RedisServer started() throws IOException {
        RedisServer made = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("requirepass " + PASSWORD)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        made.start();
        return made;
    }

    /** As {@code REDIS_URL} has it. */
    public String url() {
        return url(PASSWORD);
    }

    /** The same with another password. */
    public String url(String password) {
        return "redis://default:" + password.replace(":", "%3A").replace("/", "%2F") + "@127.0.0.1:" + port;
    }

    /** Starts it again after {@link #stop}, empty, on the port it had. */
    public void start() throws IOException {
        server = started();
    }

    /** Stops it, with its connections. */
    public void stop() throws IOException {
        server.stop();
    }

    @Override
    public void close() throws IOException {
        if (server.isActive()) {
            stop();
        }
    }
}
