package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.titan.model.ExitCode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Breakpoints and steps in the author's file, over functions that are suspended. */
final class BreakpointsTest extends InspectorScenario {
    private static final String USER = """
            interface User { name: string; n: number }

            function load(n: number): User {
              const waited = drift(t.sleep(5));
              const name = 'Ada' + n;
              return { name, n };
            }

            export default defineAction((req) => {
              const before = 'b';
              drift(t.sleep(5));
              const after = before + 'a';
              const user = load(1);
              const both = drift([t.sleep(1), t.sleep(2)]);
              console.log('user', user, after);
              return { user, after };
            });
            """;

    @Test
    void stopsAtBreakpointsOfTheAuthorsFileAndStepsOverDrifts() throws Exception {
        action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger = attach(dev)) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
            assertEquals(USER, script.source());
            Object breakpoint = debugger.ask("Debugger.setBreakpointByUrl", script.breakpoint(10))
                    .get("breakpointId");
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            Map<?, ?> pause = debugger.await("Debugger.paused");
            assertEquals(List.of(breakpoint), pause.get("hitBreakpoints"));
            assertEquals(10, script.line(pause));
            assertEquals(1, ((List<?>) pause.get("callFrames")).size());
            List<Integer> lines = new ArrayList<>();
            while (lines.size() < 6) {
                debugger.ask("Debugger.stepOver");
                debugger.await("Debugger.resumed");
                pause = debugger.await("Debugger.paused");
                lines.add(script.line(pause));
            }
            assertEquals(List.of(11, 12, 13, 14, 15, 16), lines);
            assertEquals("ba", local(debugger, pause, "after"));
            assertEquals("Ada1", local(debugger, pause, "user.name"));
            assertFalse(answer.isDone());
            debugger.ask("Debugger.removeBreakpoint", Map.of("breakpointId", breakpoint));
            debugger.ask("Debugger.resume");
            assertEquals(
                    "{\"user\":{\"name\":\"Ada1\",\"n\":1},\"after\":\"ba\"}",
                    answer.get(60, TimeUnit.SECONDS).body());
            assertEquals(
                    200, start(url + "actions/user").get(60, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void stopsOnceAtALineThatHasSeveralBreakpointsOfOneStatement() throws Exception {
        action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger = attach(dev)) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
            for (Map<String, ?> place : script.places(11)) {
                debugger.ask("Debugger.setBreakpointByUrl", place);
            }
            debugger.ask("Debugger.setBreakpointByUrl", script.breakpoint(14));
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            assertEquals(11, script.line(debugger.await("Debugger.paused")));
            go(debugger, script, "Debugger.resume", 14);
            debugger.ask("Debugger.resume");
            assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void stepsIntoAndOutOfFunctionsThatDrift() throws Exception {
        action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger = attach(dev)) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
            debugger.ask("Debugger.setBreakpointByUrl", script.breakpoint(13));
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            assertEquals(13, script.line(debugger.await("Debugger.paused")));
            debugger.ask("Debugger.stepInto");
            Map<?, ?> inside = debugger.await("Debugger.paused");
            assertEquals(4, script.line(inside));
            assertEquals("load", ((Map<?, ?>) ((List<?>) inside.get("callFrames")).get(0)).get("functionName"));
            go(debugger, script, "Debugger.stepOver", 5);
            go(debugger, script, "Debugger.stepOver", 6);
            go(debugger, script, "Debugger.stepOut", 13);
            go(debugger, script, "Debugger.stepOver", 14);
            debugger.ask("Debugger.resume");
            assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void otherWorkersGoOnWhileOneIsPausedAndDetachingResumes() throws Exception {
        action("user", USER);
        action("other", "export default defineAction(() => 'other');");
        try (RunningCommand dev = dev("--workers", "2", "--inspect=0")) {
            String worker = dev.awaitLine(LISTENING).group(1);
            String url = dev.awaitLine(READY).group(1);
            List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
            try (DebuggerClient debugger = new DebuggerClient(worker)) {
                debugger.ask("Debugger.enable");
                debugger.ask(
                        "Debugger.setBreakpointByUrl",
                        DebuggedScript.await(debugger, "user.ts").breakpoint(12));
                while (!debugger.paused.isDone()) {
                    held.add(start(url + "actions/user"));
                    // One after the other, until one has come to the worker with the breakpoint.
                    CompletableFuture.anyOf(held.get(held.size() - 1), debugger.paused)
                            .get(60, TimeUnit.SECONDS);
                }
                for (int i = 0; i < 5; i++) {
                    assertEquals("other", get(url + "actions/other"));
                }
                assertEquals("3", evaluate(debugger, "1 + 2"));
                assertFalse(held.get(held.size() - 1).isDone());
                debugger.abort();
            }
            for (CompletableFuture<HttpResponse<String>> answer : held) {
                assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
            }
        }
    }

    @Test
    void aStopDoesNotWaitForWhatIsPaused() throws Exception {
        action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger = attach(dev)) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            debugger.ask(
                    "Debugger.setBreakpointByUrl",
                    DebuggedScript.await(debugger, "user.ts").breakpoint(12));
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            debugger.await("Debugger.paused");
            assertEquals(ExitCode.INTERRUPTED, dev.stop());
            assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void breakpointsHoldForWhatIsSavedLater() throws Exception {
        Path file = action("user", USER);
        try (RunningCommand dev = dev("--workers", "1", "--inspect=0");
                DebuggerClient debugger = attach(dev)) {
            String url = dev.awaitLine(READY).group(1);
            debugger.ask("Debugger.enable");
            debugger.ask(
                    "Debugger.setBreakpointByUrl",
                    DebuggedScript.await(debugger, "user.ts").breakpoint(12));
            String saved = USER.replace("'b'", "'c'");
            Path unfinished = Files.writeString(folder.resolve("unfinished"), saved);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            dev.awaitLine("reloaded in");
            DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
            assertEquals(saved, script.source());
            CompletableFuture<HttpResponse<String>> answer = start(url + "actions/user");
            Map<?, ?> pause = debugger.await("Debugger.paused");
            assertEquals(12, script.line(pause));
            assertEquals("c", local(debugger, pause, "before"));
            debugger.ask("Debugger.resume");
            assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void waitsForADebuggerAndPausesAtTheFirstLine() throws Exception {
        action("user", "const first = 1;\nexport default defineAction(() => first);");
        try (RunningCommand dev = dev("--workers", "2", "--inspect-brk=0")) {
            String worker = dev.awaitLine(LISTENING).group(1);
            dev.awaitLine(LISTENING);
            try (DebuggerClient debugger = new DebuggerClient(worker)) {
                debugger.ask("Debugger.enable");
                debugger.ask("Runtime.enable");
                debugger.ask("Runtime.runIfWaitingForDebugger");
                DebuggedScript script = DebuggedScript.await(debugger, "user.ts");
                Map<?, ?> pause = debugger.await("Debugger.paused");
                assertEquals("Break on start", pause.get("reason"));
                assertEquals(1, script.line(pause));
                debugger.ask("Debugger.resume");
            }
            String url = dev.awaitLine(READY).group(1);
            assertEquals("1", get(url + "actions/user"));
        }
    }

    /** The value of an expression in the innermost frame. */
    private static String local(DebuggerClient debugger, Map<?, ?> pause, String expression) throws Exception {
        Object frame = ((Map<?, ?>) ((List<?>) pause.get("callFrames")).get(0)).get("callFrameId");
        Map<?, ?> result = (Map<?, ?>)
                debugger.ask("Debugger.evaluateOnCallFrame", Map.of("callFrameId", frame, "expression", expression))
                        .get("result");
        return String.valueOf(result.get("value"));
    }

    /** Goes on by a command, and is to pause at a line. */
    private static void go(DebuggerClient debugger, DebuggedScript script, String command, int line) throws Exception {
        debugger.ask(command);
        assertEquals(line, script.line(debugger.await("Debugger.paused")));
    }
}
