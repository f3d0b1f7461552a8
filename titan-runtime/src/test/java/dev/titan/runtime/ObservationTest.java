package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a runtime tells of itself. */
class ObservationTest {
    @Test
    void everySliceOfAnInvocationIsToldBeforeItsAnswer() throws Exception {
        List<String> told = new ArrayList<>();
        CountDownLatch answered = new CountDownLatch(1);
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void ran(Invocation invocation, long start, long nanos) {
                told.add("ran " + invocation.target());
                assertTrue(nanos > 0 && System.nanoTime() - start >= nanos);
            }

            @Override
            public void answered(Invocation invocation, Answer answer) {
                told.add("answered");
                answered.countDown();
            }
        };
        try (TestRuntime app = new TestRuntime(
                1,
                limits -> limits,
                RuntimeListener.all(RuntimeListener.NONE, listener),
                "export default async () => { await t.sleep(1); return 1 }")) {
            assertEquals("1", app.text(0));
            assertTrue(answered.await(60, TimeUnit.SECONDS));
            assertEquals(List.of("ran a0", "ran a0", "answered"), told);
        }
    }

    @Test
    void workersTellTheirHeapAndWhatTheyAreDoing() throws Exception {
        CountDownLatch suspended = new CountDownLatch(1);
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void suspended(Invocation invocation) {
                suspended.countDown();
            }
        };
        try (TestRuntime app =
                new TestRuntime(1, limits -> limits, listener, "export default () => new Promise(() => {})")) {
            app.start(0);
            assertTrue(suspended.await(60, TimeUnit.SECONDS));
            WorkerState state = app.runtime
                    .workerStates()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS)
                    .get(0);
            assertTrue(state.alive());
            assertFalse(state.inPlace());
            assertFalse(state.held());
            assertEquals(1, state.generation());
            assertEquals(1, state.invocations());
            assertEquals(1, state.suspended());
            assertTrue(state.heapUsed() > 500_000 && state.heapUsed() < state.heapLimit(), state::toString);
        }
    }

    @Test
    void aTargetTellsItsLane() throws Exception {
        try (TestRuntime app = new TestRuntime("export default () => 1")) {
            assertEquals(ActionTarget.Lane.SIDE, app.runtime.current().target(0).runsIn());
        }
    }

    @Test
    void severalListenersAreToldOfEverything() {
        Set<String> told = events(RuntimeListeners.class);
        for (Method event : RuntimeListener.class.getDeclaredMethods()) {
            assertTrue(!event.isDefault() || told.contains(event.getName()), event::getName);
        }
    }

    private static Set<String> events(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
    }
}
