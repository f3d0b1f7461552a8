package dev.titan.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.engine.Isolate;
import dev.titan.engine.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that wait for a debugger before their first statement, with this thread for a worker's. */
@Timeout(300)
class BreakAtStartTest {
    private final InspectorTargets targets = new InspectorTargets(URI.create("file:///app/"), true);
    private final LinkedBlockingQueue<Runnable> slices = new LinkedBlockingQueue<>();
    private final List<String> pauses = new ArrayList<>();
    private Isolate isolate;
    private InspectorTarget target;

    @BeforeEach
    void open() {
        isolate = Isolate.create();
    }

    @AfterEach
    void close() {
        target.close();
        isolate.close();
    }

    /** A debugger that goes on at once wherever the worker pauses. */
    private InspectorConnection attach() {
        InspectorConnection[] connection = new InspectorConnection[1];
        connection[0] = target.connect(new InspectorClient() {
            @Override
            public void receive(String message) {
                if (message.contains("\"Debugger.paused\"")) {
                    pauses.add(message);
                    connection[0].send("{\"id\":3,\"method\":\"Debugger.resume\"}");
                }
            }

            @Override
            public void closed() {}
        });
        connection[0].send("{\"id\":1,\"method\":\"Debugger.enable\"}");
        return connection[0];
    }

    private static void beReady(InspectorConnection connection) {
        connection.send("{\"id\":2,\"method\":\"Runtime.runIfWaitingForDebugger\"}");
    }

    private void runSlices() {
        for (Runnable slice = slices.poll(); slice != null; slice = slices.poll()) {
            slice.run();
        }
    }

    private void load() throws Exception {
        target.awaitDebugger();
        isolate.module(Source.of("titan:///a.js", "globalThis.a = 1;")).close();
        target.afterSlice();
    }

    @Test
    void pausesForADebuggerThatIsReadyBeforeTheWorkerWaitsForIt() throws Exception {
        target = targets.add("worker", isolate, slices::add);
        beReady(attach());
        runSlices();
        load();
        load();
        assertEquals(1, pauses.size());
        assertTrue(pauses.get(0).contains("\"Break on start\""), pauses.get(0));
    }

    @Test
    void waitsForADebuggerThatHasAttachedEvenIfAnotherWorkerGoesOn() throws Exception {
        target = targets.add("worker", isolate, slices::add);
        InspectorConnection connection = attach();
        runSlices();
        targets.release();
        Thread later = new Thread(() -> beReady(connection));
        later.start();
        load();
        later.join();
        assertEquals(1, pauses.size());
    }

    @Test
    void doesNotWaitInAWorkerThatTakesThePlaceOfAnother() throws Exception {
        targets.release();
        target = targets.add("worker", isolate, slices::add);
        attach();
        runSlices();
        assertFalse(target.waits());
        load();
        assertEquals(List.of(), pauses);
    }
}
