package dev.titan.host;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that has to be told one. */
public final class FreePort {
    /** Below those that a system gives to whoever asks for any, as all other tests do: it stays free until it is used. */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;
    private static final int TRIES = 100;

    private FreePort() {}

    /** One that nobody uses now. */
    public static int find() throws IOException {
        for (int i = 1; ; i++) {
            try (ServerSocket free =
                    new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, END))) {
                return free.getLocalPort();
            } catch (IOException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }
}
