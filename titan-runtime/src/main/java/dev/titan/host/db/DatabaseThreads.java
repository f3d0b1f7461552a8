package dev.titan.host.db;

import dev.titan.host.HostThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;

/** The threads that JDBC blocks. */
final class DatabaseThreads {
    private DatabaseThreads() {}

    /** At most so many threads, none of them once nothing has been done for a while. What is given to them waits in order. */
    static ExecutorService pool(String name, int most) {
        ThreadPoolExecutor pool = HostThreads.pool(name, most);
        // Once it is shut down nobody waits for anything any more.
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return pool;
    }
}
