package dev.titan.host.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long work waits for a connection. */
@Timeout(300)
class LaneTest {
    private static final int ACQUIRE_MS = 200;

    private final Slow source = new Slow();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Lane lane = new Lane(source, 1, ACQUIRE_MS, threads);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static Work work() {
        return new Work("SELECT 1", 1_000, session -> "done");
    }

    private CompletableFuture<Session> nextAttempt() throws InterruptedException {
        CompletableFuture<Session> attempt = source.attempts.poll(60, TimeUnit.SECONDS);
        assertNotNull(attempt, "nobody has asked for a connection for a minute");
        return attempt;
    }

    /** Looks at the lane as its clock does. */
    private void awaitEnd(Work work) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!work.outcome().isDone()) {
            assertTrue(System.nanoTime() - end < 0, "it waits after a minute");
            lane.expire();
            Thread.sleep(5);
        }
    }

    @Test
    void whoHasWaitedForOthersDoesNotWaitAsLongAgainForADatabaseThatDoesNotAnswer() throws Exception {
        Work first = work();
        Work second = work();
        lane.submit(first);
        lane.submit(second);
        nextAttempt().completeExceptionally(new SQLException("no answer", "08001"));
        assertEquals("08001", code(first));
        CompletableFuture<Session> attempt = nextAttempt();

        awaitEnd(second);

        assertEquals("TITAN_DB_BUSY", code(second));
        Session late = new Session(nothing(), source.dialect(), false);
        attempt.complete(late);
        assertEquals(late, source.released.poll(60, TimeUnit.SECONDS), "what comes too late is given back");
        Work third = work();
        lane.submit(third);
        nextAttempt().complete(late);
        assertEquals("done", third.outcome().get(60, TimeUnit.SECONDS));
    }

    @Test
    void whoHasNotWaitedForOthersHearsWhatTheDatabaseSays() throws Exception {
        Work only = work();
        lane.submit(only);
        CompletableFuture<Session> attempt = nextAttempt();
        long over = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * ACQUIRE_MS);
        while (System.nanoTime() - over < 0) {
            lane.expire();
            Thread.sleep(5);
        }
        assertFalse(only.outcome().isDone());
        attempt.completeExceptionally(new SQLException("no answer", "08001"));
        assertEquals("08001", code(only));
    }

    private static String code(Work work) throws Exception {
        Map<?, ?> told = (Map<?, ?>) work.outcome().get(60, TimeUnit.SECONDS);
        return String.valueOf(((Map<?, ?>) told.get("error")).get("code"));
    }

    private static Connection nothing() {
        return (Connection) Proxy.newProxyInstance(
                LaneTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> null);
    }

    /** Each connection is there when the test says so. */
    private static final class Slow implements Lane.Source {
        final BlockingQueue<CompletableFuture<Session>> attempts = new LinkedBlockingQueue<>();
        final BlockingQueue<Session> released = new LinkedBlockingQueue<>();

        @Override
        public Session open() throws SQLException {
            CompletableFuture<Session> attempt = new CompletableFuture<>();
            attempts.add(attempt);
            try {
                return attempt.get();
            } catch (ExecutionException e) {
                throw (SQLException) e.getCause();
            } catch (InterruptedException e) {
                throw new SQLException("interrupted", e);
            }
        }

        @Override
        public void release(Session session) {
            released.add(session);
        }

        @Override
        public void close() {}

        @Override
        public Dialect dialect() {
            return new JdbcDialect();
        }
    }
}
