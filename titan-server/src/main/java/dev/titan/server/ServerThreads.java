package dev.titan.server;

import java.io.IOException;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** The I/O threads of a server, and a small pool for what may block: files and TLS handshakes. */
final class ServerThreads {
    /** V8 needs it where JavaScript runs on an I/O thread: its own stack limit lies below. */
    private static final long STACK_BYTES = 4L << 20;

    private static final int BLOCKING_THREADS = 8;

    private final XnioWorker worker;

    /** Starts them. */
    ServerThreads(int ioThreads) throws IOException {
        worker = Xnio.getInstance(ServerThreads.class.getClassLoader())
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_NAME, "titan")
                        .set(Options.WORKER_IO_THREADS, ioThreads)
                        .set(Options.WORKER_TASK_CORE_THREADS, BLOCKING_THREADS)
                        .set(Options.WORKER_TASK_MAX_THREADS, BLOCKING_THREADS)
                        .set(Options.STACK_SIZE, STACK_BYTES)
                        .getMap());
    }

    XnioWorker worker() {
        return worker;
    }

    int ioThreads() {
        return worker.getIoThreadCount();
    }

    XnioIoThread ioThread(int number) {
        return worker.getIoThread(number);
    }
}
