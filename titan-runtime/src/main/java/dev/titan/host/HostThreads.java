package dev.titan.host;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for what would hold up an isolate: what blocks, and what takes long. None of them keeps the process from ending. */
public final class HostThreads {
    private static final int IDLE_SECONDS = 30;

    private HostThreads() {}

    /** At most so many threads, none of them once nothing has been done for half a minute. What is given to them waits in order, without bound. */
    public static ThreadPoolExecutor pool(String name, int most) {
        return pool(name, most, new LinkedBlockingQueue<>());
    }

    /** The same; what finds no room in the queue is refused with RejectedExecutionException. */
    public static ThreadPoolExecutor pool(String name, int most, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, queue, daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Threads by this name and a number, counted up from 1. */
    public static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
