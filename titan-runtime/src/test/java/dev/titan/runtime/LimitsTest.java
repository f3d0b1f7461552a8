package dev.titan.runtime;

import static dev.titan.runtime.TestRuntime.action;
import static dev.titan.runtime.TestRuntime.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How an invocation ends that exceeds a limit, or whose client has gone. */
class LimitsTest {
    @Test
    void anEndlessLoopIsEndedAndItsWorkerGoesOn() throws Exception {
        UnaryOperator<Limits> limits = l -> TestLimits.cpuMs(l, 100);
        List<LimitReason> terminated = new ArrayList<>();
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void terminated(ActionTarget target, LimitReason reason) {
                terminated.add(reason);
            }
        };
        try (TestRuntime app = new TestRuntime(
                1,
                limits,
                listener,
                action("for (;;) {}"),
                "let n = 0; export default () => ++n",
                action("try { for (;;) {} } finally { for (;;) {} }"),
                action("const spin = () => Promise.resolve().then(spin); return spin()"),
                "export default async () => { await t.sleep(1); for (;;) {} }")) {
            assertEquals("1", app.text(1));
            Answer.Failure ended = failure(app.call(0));
            assertEquals(503, ended.status());
            assertEquals("TITAN_E503_CPU", ended.code());
            assertEquals("2", app.text(1));
            assertEquals("TITAN_E503_CPU", failure(app.call(2)).code());
            assertEquals("TITAN_E503_CPU", failure(app.call(3)).code());
            assertEquals("3", app.text(1));
            assertEquals("TITAN_E503_CPU", failure(app.call(4)).code());
            assertEquals("4", app.text(1));
            assertEquals(List.of(LimitReason.CPU, LimitReason.CPU, LimitReason.CPU, LimitReason.CPU), terminated);
        }
    }

    @Test
    void codeThatIsEndedWhenNobodyWaitsForItIsInTheLog() throws Exception {
        String why = " was ended: it computed for more than 100 ms without a pause\n";
        try (AppLines lines = new AppLines();
                TestRuntime app = new TestRuntime(
                        1,
                        l -> TestLimits.cpuMs(l, 100),
                        RuntimeListener.NONE,
                        action("setTimeout(() => { for (;;); }, 0); return 1"),
                        action("req.waitUntil(t.sleep(1).then(() => { for (;;); })); return 2"),
                        action("req.waitUntil(new Promise(() => {})); setTimeout(() => { for (;;); }, 0); return 3"),
                        "export default async () => { await t.sleep(1); for (;;); }")) {
            assertEquals("1", app.text(0));
            assertEquals("a timer's callback" + why + "code=\"TITAN_E503_CPU\"", lines.next("the timer"));
            assertEquals("2", app.text(1));
            assertEquals(
                    "code that nobody waits for" + why + "requestId=\"req-1\" action=\"a1\" code=\"TITAN_E503_CPU\"",
                    lines.next("the work"));
            assertEquals("3", app.text(2));
            assertEquals(
                    "a timer's callback" + why + "requestId=\"req-1\" action=\"a2\" code=\"TITAN_E503_CPU\"",
                    lines.next("the timer of a request that goes on"));
            assertEquals("TITAN_E503_CPU", failure(app.call(3)).code());
            assertEquals("1", app.text(0));
            assertEquals("a timer's callback" + why + "code=\"TITAN_E503_CPU\"", lines.next("the timer again"));
            assertEquals("[]", lines.left(), "whoever answers the request tells of it");
        }
    }

    @Test
    void timersOfWhatWasEndedFireNoMore() throws Exception {
        try (TestRuntime app = new TestRuntime(
                1,
                l -> TestLimits.cpuMs(l, 100),
                RuntimeListener.NONE,
                "globalThis.seen = []; setInterval(() => seen.push('module'), 150); export default async () => { await t.sleep(700); return [...new Set(seen)].sort() }",
                action(
                        "setTimeout(() => seen.push('once'), 300); setInterval(() => seen.push('again'), 200); for (;;) {}"),
                action(
                        "setInterval(() => { seen.push('spins'); for (;;) {} }, 50); setTimeout(() => seen.push('beside'), 400); return 1"),
                action("setTimeout(() => seen.push('other'), 300); return 2"))) {
            assertEquals("TITAN_E503_CPU", failure(app.call(1)).code());
            assertEquals("1", app.text(2));
            assertEquals("2", app.text(3));
            assertEquals("[\"module\",\"other\",\"spins\"]", app.text(0));
        }
    }

    @Test
    void aFullHeapCostsTheWorkerNotTheProcess() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("const all = []; for (;;) all.push(new Array(1000).fill(all.length))"),
                "let n = 0; export default () => ++n",
                "export default () => new Promise(() => {})")) {
            assertEquals("1", app.text(1));
            TestRuntime.Call waiting = app.start(2);
            assertEquals("TITAN_E503_HEAP", failure(app.call(0)).code());
            assertEquals("TITAN_E503_WORKER", failure(waiting.await()).code());
            assertEquals("1", app.text(1), "a new isolate has new module state");
        }
    }

    @Test
    void anInvocationPastItsDeadlineIsAnswered504() throws Exception {
        try (TestRuntime app = new TestRuntime(
                1, l -> TestLimits.wallMs(l, 50), RuntimeListener.NONE, "export default () => new Promise(() => {})")) {
            assertEquals(504, failure(app.call(0)).status());
        }
    }

    @Test
    void theQueueIsBounded() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(1);
        // Holds the worker's thread in the slice of the first one.
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void ran(Invocation invocation, long start, long nanos) {
                busy.countDown();
                try {
                    all.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (TestRuntime app = new TestRuntime(1, l -> TestLimits.queue(l, 2), listener, action("return 1"))) {
            List<TestRuntime.Call> calls = new ArrayList<>(List.of(app.start(0)));
            assertTrue(busy.await(60, TimeUnit.SECONDS));
            for (int i = 0; i < 5; i++) {
                calls.add(app.start(0));
            }
            all.countDown();
            List<Integer> statuses = new ArrayList<>();
            for (TestRuntime.Call call : calls) {
                statuses.add(call.await() instanceof Answer.Failure f ? f.status() : 200);
            }
            assertEquals(List.of(200, 200, 200, 503, 503, 503), statuses);
        }
    }

    @Test
    void aCancelledInvocationIsAnsweredAndForgotten() throws Exception {
        CountDownLatch suspended = new CountDownLatch(1);
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void suspended(Invocation invocation) {
                suspended.countDown();
            }
        };
        try (TestRuntime app = new TestRuntime(1, l -> l, listener, "export default () => new Promise(() => {})")) {
            TestRuntime.Call call = app.start(0);
            assertTrue(suspended.await(60, TimeUnit.SECONDS));
            call.cancel();
            assertEquals(499, failure(call.await()).status());
            app.runtime.drain().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoeverWaitsLearnsThatTheClientHasGone() throws Exception {
        try (TestRuntime app = new TestRuntime(
                1,
                l -> TestLimits.wallMs(l, 1_500),
                RuntimeListener.NONE,
                "globalThis.seen = []; export default async (req) => { req.signal.onabort = () => seen.push('signal ' + req.signal.reason.name); try { await t.sleep(100000) } catch (e) { seen.push(e.name) } finally { seen.push('finally') } }",
                action("return seen"))) {
            assertEquals(504, failure(app.call(0)).status());
            assertEquals("[\"signal TimeoutError\",\"TimeoutError\",\"finally\"]", app.text(1));
        }
    }

    @Test
    void keepsNothingOfWhatWasGivenUpAndNeverEnds() throws Exception {
        Semaphore suspended = new Semaphore(0);
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void suspended(Invocation invocation) {
                suspended.release();
            }
        };
        String action = action("const large = new Array(2_500_000).fill(1.5);"
                + " req.signal.addEventListener('abort', () => large.length); return new Promise(() => {})");
        try (TestRuntime app = new TestRuntime(1, l -> l, listener, action)) {
            // Together they are larger than the heap.
            for (int i = 0; i < 20; i++) {
                TestRuntime.Call call = app.start(0);
                assertTrue(suspended.tryAcquire(60, TimeUnit.SECONDS));
                call.cancel();
                assertEquals("TITAN_E499", failure(call.await()).code());
            }
        }
    }
}
