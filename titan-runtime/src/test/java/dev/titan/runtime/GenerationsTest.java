package dev.titan.runtime;

import static dev.titan.runtime.TestRuntime.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.AppEnvironment;
import dev.titan.model.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class GenerationsTest {
    private static final AppSettings SETTINGS = settings("hi", Map.of());
    private static final String COUNT = "let n = 0; export default () => ++n";

    private static AppSettings settings(String greeting, Map<String, @Nullable Object> config) {
        return new AppSettings(new AppEnvironment(Map.of("GREETING", greeting), Set.of()), config);
    }

    private static void reload(TestRuntime app, String... modules) throws LoadException {
        app.generation = app.runtime.reload(TestRuntime.app(modules), SETTINGS, false);
    }

    @Test
    void whatHasNotChangedBeginsAfreshInTheNextGenerationToo() throws Exception {
        try (TestRuntime app = new TestRuntime(COUNT, "export default () => 'one'")) {
            assertEquals("1", app.text(0));
            assertEquals("2", app.text(0));
            reload(app, COUNT, "export default () => 'two'");
            assertEquals("1", app.text(0));
            assertEquals("two", app.text(1));
        }
    }

    @Test
    void anAppThatDoesNothingNewMakesNoGeneration() throws Exception {
        try (TestRuntime app = new TestRuntime(COUNT)) {
            reload(app, COUNT);
            int number = app.generation.number();
            assertEquals("1", app.text(0));
            reload(app, COUNT);
            assertEquals(number, app.generation.number());
            assertEquals("2", app.text(0));
            app.generation = app.runtime.reload(TestRuntime.app(COUNT), SETTINGS, true);
            assertEquals("1", app.text(0));
            AppSettings others = settings("hello", Map.of());
            app.generation = app.runtime.reload(TestRuntime.app(COUNT), others, false);
            assertEquals("1", app.text(0));
        }
    }

    @Test
    void anActionThatCannotBeLoadedIsAFaultAndTheOthersGoOn() throws Exception {
        try (TestRuntime app = new TestRuntime(COUNT, "export default () => 1")) {
            reload(app, COUNT, "export default () => 2");
            assertEquals("1", app.text(0));
            reload(app, COUNT, "throw new Error('at load')");
            Fault fault = app.generation.fault(1);
            assertNotNull(fault);
            assertNotNull(fault.error());
            assertEquals("at load", fault.error().message());
            assertNull(app.generation.fault(0));
            assertEquals("2", app.text(0));
            reload(app, COUNT, "export default () => 3");
            assertEquals("3", app.text(1));
            assertEquals("1", app.text(0));
        }
    }

    @Test
    void aFaultOfTheRoutesIsNotOneOfTheFiles() throws Exception {
        try (TestRuntime app = new TestRuntime(COUNT)) {
            App sound = TestRuntime.app(COUNT);
            Diagnostic wrong = Diagnostic.error("TITAN_R100", "wrong", null);
            Faults faults = new Faults(List.of(), List.of(wrong), Map.of());
            App broken = new App(sound.manifest(), sound.router(), sound.bundles(), List.of(), faults);
            app.generation = app.runtime.reload(broken, SETTINGS, false);
            assertNull(app.generation.fault(0));
            assertEquals(new Fault(List.of(wrong)), app.generation.faults().unrouted());
        }
    }

    @Test
    void whatFailsOnlyWhenItFollowsFailsWhenItIsCalled() throws Exception {
        String once =
                "if (globalThis.loaded) throw new Error('twice'); globalThis.loaded = true; export default () => 1";
        try (TestRuntime app = new TestRuntime(once, "export default () => 1")) {
            reload(app, once, "export default () => 2");
            Answer.Failure failure = assertInstanceOf(Answer.Failure.class, app.call(0));
            assertEquals(500, failure.status());
            assertEquals("twice", failure.error().message());
            assertEquals("2", app.text(1));
        }
    }

    @Test
    void anInvocationThatIsYetToBeginFindsItsCode() throws Exception {
        try (TestRuntime app = new TestRuntime("export default () => 'old'")) {
            ActionTarget target = app.generation.target(0);
            TestRuntime.Call late = new TestRuntime.Call(target, "", RequestBody.NONE);
            for (int i = 0; i < 10; i++) {
                reload(app, "export default () => 'new " + i + "'");
            }
            assertEquals("new 9", app.text(0));
            app.runtime.dispatch(late, -1);
            Answer.Response answer = assertInstanceOf(Answer.Response.class, late.await());
            assertEquals("old", ((Answer.Text) answer.body()).text());
            assertTrue(target.use().isOver());
        }
    }

    @Test
    void settingsAreThoseOfTheGenerationThatRuns() throws Exception {
        String waits = "export default () => t.sleep(50).then(() => t.env.GREETING + t.config.get('a.b', ''))";
        try (TestRuntime app = new TestRuntime(waits)) {
            TestRuntime.Call first = app.start(0);
            AppSettings others = settings("hello", Map.of("a", Map.of("b", 1)));
            app.generation = app.runtime.reload(TestRuntime.app(waits), others, false);
            TestRuntime.Call second = app.start(0);
            assertEquals("hi", text(first.await()));
            assertEquals("hello1", text(second.await()));
        }
    }

    @Test
    void timersEndWithTheirGeneration() throws Exception {
        String ticks =
                "setInterval(() => { globalThis.ticks = (globalThis.ticks ?? 0) + 1 }, 1); export default () => 0";
        String quiet =
                "export default async () => { const before = globalThis.ticks; await t.sleep(20); return globalThis.ticks === before }";
        try (TestRuntime app = new TestRuntime(ticks)) {
            reload(app, quiet);
            String still = "false";
            while (!still.equals("true")) {
                still = app.text(0);
            }
            assertSame(app.generation, app.runtime.current());
        }
    }

    @Test
    void theHeapDoesNotGrowWithReloads() throws Exception {
        AtomicInteger replaced = new AtomicInteger();
        RuntimeListener listener = new RuntimeListener() {
            @Override
            public void replaced(String worker) {
                replaced.incrementAndGet();
            }
        };
        String state = "const state = new Array(400_000).fill(";
        try (TestRuntime app =
                new TestRuntime(1, limits -> limits, listener, state + "0); export default () => state[1]")) {
            for (int i = 1; i <= 500; i++) {
                reload(app, state + i + "); export default () => state[1]");
                assertEquals(String.valueOf(i), app.text(0));
            }
            // More than a gigabyte by now, six times what the isolate may have.
            assertEquals(0, replaced.get());
        }
    }
}
