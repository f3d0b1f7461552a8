package dev.titan.host.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.titan.config.TitanConfig;
import dev.titan.host.AppHandlers;
import dev.titan.host.HandlerCall;
import dev.titan.host.HandlerOutcome;
import dev.titan.host.OperationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What the log says while the store of the tasks is away. */
@Timeout(300)
class TasksOutageTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("titan");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Store store = new Store();
    private final Handlers handlers = new Handlers();

    @BeforeEach
    void listen() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.setAdditive(true);
        logger.setLevel(null);
        logger.detachAppender(appender);
        scheduler.shutdownNow();
    }

    @Test
    void anOutageIsToldOnceAndItsEndToo() throws Exception {
        TitanConfig.Tasks config =
                new TitanConfig.Tasks(TitanConfig.Tasks.Store.DATABASE, 1, 0, 60_000, 10, 1_000, 3_600);
        Tasks tasks = new Tasks(config, 1, handlers, () -> store, scheduler);
        try {
            handlers.listener.defined("tick", "{\"every\": 10}");
            handlers.listener.defined("tock", "{\"every\": 10}");
            for (int outage = 1; outage <= 2; outage++) {
                store.away = true;
                store.await(store.refused, 10);
                store.await(store.unread, 10);
                store.away = false;
                store.await(store.added, 4);
                store.await(store.read, 4);
                awaitLines(4 * outage);
            }
        } finally {
            tasks.close();
        }
        List<String> told = new ArrayList<>(lines);
        told.replaceAll(line -> line.replaceAll("task t[io]ck", "task T").replaceAll("; \\d+ were", "; N were"));
        for (String line : List.of(
                "ERROR the scheduled task T cannot be added: the database: gone",
                "INFO scheduled tasks can be added again; N were due and could not",
                "WARN the tasks cannot be read, trying again every 10 ms: the database: gone",
                "INFO the tasks can be read again")) {
            assertEquals(2, Collections.frequency(told, line), line + " in " + told);
        }
        assertEquals(8, told.size(), told.toString());
    }

    private void awaitLines(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (lines.size() < count) {
            assertTrue(System.nanoTime() - end < 0, () -> lines.toString());
            Thread.sleep(5);
        }
    }

    /** None of its handlers is ever called. */
    private static final class Handlers implements AppHandlers {
        Listener listener;

        @Override
        public void listen(String kind, Listener given) {
            listener = given;
        }

        @Override
        public CompletableFuture<HandlerOutcome> call(HandlerCall call) {
            throw new AssertionError();
        }

        @Override
        public void callEverywhere(HandlerCall call) {
            throw new AssertionError();
        }
    }

    /** Keeps nothing, and is away at times. Counts what it is asked. */
    private static final class Store implements TaskStore {
        volatile boolean away;
        final Semaphore added = new Semaphore(0);
        final Semaphore refused = new Semaphore(0);
        final Semaphore read = new Semaphore(0);
        final Semaphore unread = new Semaphore(0);

        /** Until it has been asked so often from now on. */
        void await(Semaphore count, int times) throws InterruptedException {
            count.drainPermits();
            assertTrue(count.tryAcquire(times, 60, TimeUnit.SECONDS));
        }

        private <T extends @Nullable Object> CompletionStage<T> outcome(T value, Semaphore fine, Semaphore failed) {
            if (!away) {
                fine.release();
                return CompletableFuture.completedFuture(value);
            }
            failed.release();
            return CompletableFuture.failedFuture(
                    new OperationException("DatabaseError", "08001", "the database: gone", null));
        }

        @Override
        public CompletionStage<String> add(NewTask task) {
            return outcome(task.id(), added, refused);
        }

        @Override
        public CompletionStage<List<ClaimedTask>> claim(Collection<String> names, int most) {
            return outcome(List.of(), read, unread);
        }

        @Override
        public CompletionStage<Set<String>> beat(Collection<String> ids) {
            return outcome(Set.copyOf(ids), read, unread);
        }

        @Override
        public CompletionStage<@Nullable Object> tidy() {
            return this.<@Nullable Object>outcome(null, read, unread);
        }

        @Override
        public CompletionStage<Boolean> done(String id, @Nullable String result) {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<Boolean> failed(String id, String error, long delayMs) {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<Boolean> release(String id, long delayMs) {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<@Nullable TaskStatus> status(String id) {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<Boolean> cancel(String id) {
            throw new AssertionError();
        }
    }
}
