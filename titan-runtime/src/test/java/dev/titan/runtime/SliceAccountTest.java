package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.runtime.TestRuntime.Call;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which slices move an action to the other lane: those that have computed for long, not those whose thread had lost the processor. */
class SliceAccountTest {
    private static final long MILLISECOND = 1_000_000;

    private TestRuntime app;
    private Invocation owner;
    private LanePolicy lane;

    @BeforeEach
    void start() throws LoadException {
        app = new TestRuntime("export default () => 1");
        owner = new Call(app.generation.target(0), "", RequestBody.NONE);
        lane = app.generation.target(0).lane();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private void promote() {
        while (!lane.inPlace()) {
            lane.ranAside(true);
        }
    }

    private static void compute(long nanos) {
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + nanos;
        while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** A slice of these owners in which a thread computes, and then waits for the processor. */
    private void slice(SliceAccount account, List<Invocation> owners, long computes, long waitsMs)
            throws InterruptedException {
        long start = System.nanoTime();
        account.begins(start);
        compute(computes);
        Thread.sleep(waitsMs);
        account.add(owners, start, null);
    }

    @Test
    void anActionThatLosesTheProcessorStaysInPlace() throws Exception {
        SliceAccount account = new SliceAccount(true, RuntimeListener.NONE);
        promote();
        for (int i = 0; i < 5; i++) {
            // What the thread does between slices, reading requests for example, is not the action's.
            compute(20 * MILLISECOND);
            slice(account, List.of(owner), 0, 15);
            assertTrue(lane.inPlace());
        }
    }

    @Test
    void anActionThatComputesForLongLeavesTheThreadThatReadsRequests() throws Exception {
        SliceAccount account = new SliceAccount(true, RuntimeListener.NONE);
        promote();
        slice(account, List.of(owner), 15 * MILLISECOND, 0);
        assertFalse(lane.inPlace());
    }

    @Test
    void slicesThatLoseTheProcessorCountAsShortInTheSideLane() throws Exception {
        SliceAccount account = new SliceAccount(false, RuntimeListener.NONE);
        for (int i = 0; i < 30; i++) {
            compute(2 * MILLISECOND);
            slice(account, List.of(owner), 0, 3);
        }
        assertTrue(lane.inPlace());
    }

    @Test
    void eachOfManyHasItsPartOfASliceOnly() throws Exception {
        SliceAccount account = new SliceAccount(false, RuntimeListener.NONE);
        slice(account, Collections.nCopies(30, owner), 5 * MILLISECOND, 0);
        assertTrue(lane.inPlace());
    }

    @Test
    void slicesThatComputeForLongDoNotPromote() throws Exception {
        SliceAccount account = new SliceAccount(false, RuntimeListener.NONE);
        for (int i = 0; i < 60; i++) {
            slice(account, List.of(owner), 3 * MILLISECOND / 2, 0);
        }
        assertFalse(lane.inPlace());
    }
}
