package dev.titan.host.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.DatabaseUrl;
import dev.titan.config.TitanConfig;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class PooledSourceTest {
    private static final int CALLERS = 5;

    private final Unreachable driver = new Unreachable();

    @BeforeEach
    void register() throws SQLException {
        DriverManager.registerDriver(driver);
    }

    @AfterEach
    void deregister() throws SQLException {
        driver.timeIsOver.countDown();
        DriverManager.deregisterDriver(driver);
    }

    @Test
    void callersShareTheFirstAttemptAtADatabaseThatDoesNotAnswer() throws Exception {
        PooledSource source = source();
        List<Thread> threads = new ArrayList<>();
        List<FutureTask<String>> outcomes = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            FutureTask<String> outcome = new FutureTask<>(() -> failureOf(source));
            outcomes.add(outcome);
            Thread thread = new Thread(outcome, "caller " + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        assertTrue(driver.asked.await(30, TimeUnit.SECONDS), "nobody asked the driver");
        awaitAllWait(threads);

        driver.timeIsOver.countDown();

        for (FutureTask<String> outcome : outcomes) {
            assertEquals("08001", outcome.get(30, TimeUnit.SECONDS));
        }
        assertEquals(1, driver.attempts.get());
    }

    @Test
    void whoComesAfterAnAttemptThatFailedMakesAnother() {
        PooledSource source = source();
        driver.timeIsOver.countDown();

        assertEquals("08001", failureOf(source));
        assertEquals("08001", failureOf(source));

        assertEquals(2, driver.attempts.get());
    }

    @Test
    void closingDoesNotWaitForAnAttempt() throws Exception {
        PooledSource source = source();
        FutureTask<String> outcome = new FutureTask<>(() -> failureOf(source));
        Thread caller = new Thread(outcome);
        caller.setDaemon(true);
        caller.start();
        assertTrue(driver.asked.await(30, TimeUnit.SECONDS), "nobody asked the driver");
        Thread closing = new Thread(source::close);
        closing.setDaemon(true);
        closing.start();

        closing.join(TimeUnit.SECONDS.toMillis(30));

        assertEquals(Thread.State.TERMINATED, closing.getState());
    }

    private static PooledSource source() {
        return new PooledSource(
                new DatabaseUrl(DatabaseUrl.Kind.OTHER, Unreachable.URL, null, null), TitanConfig.Database.DEFAULTS);
    }

    private static String failureOf(PooledSource source) {
        try {
            source.open();
            return "a connection";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    /** Until one waits in the driver and all others in the source. */
    private static void awaitAllWait(List<Thread> threads) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!threads.stream().allMatch(PooledSourceTest::waitsInSource)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(threads.stream()
                        .map(thread -> thread.getName() + " " + thread.getState() + " "
                                + Arrays.toString(thread.getStackTrace()))
                        .toList()
                        .toString());
            }
            Thread.sleep(5);
        }
    }

    /** Not {@code BLOCKED}: whoever wants a lock makes an attempt of his own when he has it. */
    private static boolean waitsInSource(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(PooledSource.class.getName()));
    }

    /** A database that swallows what comes, until the time to connect is over. */
    private static final class Unreachable implements Driver {
        static final String URL = "jdbc:unreachable";

        final AtomicInteger attempts = new AtomicInteger();
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch timeIsOver = new CountDownLatch(1);

        @Override
        public @Nullable Connection connect(String url, Properties info) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            attempts.incrementAndGet();
            asked.countDown();
            try {
                timeIsOver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SQLException("no answer", "08001");
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.equals(URL);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getLogger("unreachable");
        }
    }
}
