package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.config.AppEnvironment;
import dev.titan.host.extension.ExtensionJar;
import dev.titan.host.extension.Extensions;
import dev.titan.host.files.FileSettings;
import dev.titan.model.PlainJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java as {@code t.<name>}. */
class ExtensionCallsTest {
    private static final String PROBE = """
            package app;
            import java.math.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import dev.titan.extension.*;
            public final class Probe implements Extension {
              public enum Colour { RED, GREEN }
              public record Point(double x, double y) {
                public Point { if (x < 0) throw new IllegalArgumentException("x must not be negative"); }
              }
              public record All(boolean flag, int whole, long large, BigInteger huge, BigDecimal money, String text, byte[] bytes, Instant at, LocalDate day, UUID id,
                  Colour colour, List<Point> points, Set<String> names, Map<String, Integer> counts, double[] numbers, Optional<String> maybe, Object any) {}
              private volatile ExtensionContext context;
              private final CompletableFuture<String> started = new CompletableFuture<>();
              private final CompletableFuture<String> interrupted = new CompletableFuture<>();
              private final CompletableFuture<String> pending = new CompletableFuture<>();
              public void start(ExtensionContext context) throws Exception {
                this.context = context;
                Files.writeString(context.writable("started.txt"), "yes");
              }
              public void stop() throws Exception { Files.writeString(context.writable("stopped.txt"), "yes"); }
              public All echo(All all) { return all; }
              public CompletionStage<String> greet(String name) { return CompletableFuture.supplyAsync(() -> "hello " + name); }
              public String setting() { return String.valueOf(context.settings().get("colour")); }
              public byte[] reverse(byte[] bytes) {
                byte[] result = new byte[bytes.length];
                for (int i = 0; i < bytes.length; i++) result[i] = bytes[bytes.length - 1 - i];
                return result;
              }
              public double add(double a, double b) { return a + b; }
              public void nothing() {}
              public String orElse(Optional<String> text) { return text.orElse("none"); }
              public boolean mayRead(String path) { context.readable(path); return true; }
              public long tooLarge() { return Long.MAX_VALUE; }
              public Object cycle() { List<Object> list = new ArrayList<>(); list.add(list); return list; }
              public Object odd() { return Thread.currentThread(); }
              public CompletionStage<String> none() { return null; }
              public String fail(String how) throws Exception {
                switch (how) {
                  case "own": throw new ExtensionException("NotFoundError", "GONE", "there is no such thing", null);
                  case "argument": throw new IllegalArgumentException("how is wrong");
                  case "timeout": throw new TimeoutException("after 1 s");
                  case "error": throw new StackOverflowError();
                  default: throw new java.io.IOException("the disk is gone");
                }
              }
              public CompletionStage<String> failLater() { return CompletableFuture.failedFuture(new java.io.IOException("later")); }
              public String block() throws Exception {
                try { started.complete("started"); Thread.sleep(60_000); return "slept"; } catch (InterruptedException e) { interrupted.complete("interrupted"); throw e; }
              }
              public CompletionStage<String> blocked() { return interrupted; }
              public CompletionStage<String> blocking() { return started; }
              public CompletionStage<String> forever() { return pending; }
              public boolean cancelled() { return pending.isCancelled(); }
            }
            """;

    @TempDir
    static Path base;

    private static String run(String body) throws Exception {
        Path jar = base.resolve("lib/probe.jar");
        if (!Files.exists(jar)) {
            ExtensionJar.write(jar, "app.Probe", PROBE);
        }
        FileSettings files = new FileSettings(base, List.of("data"), List.of("data"), null);
        Files.createDirectories(base.resolve("data"));
        Extensions extensions = Extensions.ofFolder(base.resolve("lib"));
        extensions.start(files, Map.of("probe", Map.of("colour", "blue")));
        try (TestRuntime app = new TestRuntime(
                1,
                config -> config.withFiles(files).withExtensions(extensions),
                "const error = async (f) => { try { return 'none: ' + JSON.stringify(await f()) } catch (e) { return e.name + ' ' + (e.code ?? '') + ': ' + e.message } };"
                        + "export default defineAction(async (req) => {" + body + "})")) {
            return app.text(0);
        }
    }

    @Test
    void valuesCrossBothWaysAsWhatTheyAre() throws Exception {
        assertEquals(
                "[true,7,9007199254740991,\"bigint 123456789012345678901234567890\",\"12.50\",\"héllo \\u0000\",[1,2,255],\"2026-01-31T12:00:00.000Z\",\"2026-01-31\",\"00000000-0000-0000-0000-000000000001\","
                        + "\"GREEN\",[{\"x\":0,\"y\":0.5}],[\"a\",\"b\"],{\"k\":1},[\"Infinity\",\"NaN\",\"-1\"],null,{\"free\":[1,\"x\",null]}]",
                run("""
                        const all = await t.probe.echo({
                          flag: true, whole: 7, large: Number.MAX_SAFE_INTEGER, huge: 123456789012345678901234567890n, money: '12.50', text: 'héllo \\0', bytes: new Uint8Array([0, 1, 2, 255]).subarray(1),
                          at: new Date('2026-01-31T12:00:00Z'), day: '2026-01-31', id: '00000000-0000-0000-0000-000000000001', colour: 'GREEN', points: [{ x: 0, y: 0.5 }],
                          names: new Set(['a', 'b']), counts: new Map([['k', 1]]), numbers: [Infinity, NaN, -1], any: { free: [1, 'x', null] }, unknown: 'left out',
                        });
                        return [all.flag, all.whole, all.large, typeof all.huge + ' ' + all.huge, all.money, all.text, Array.from(all.bytes), all.at.toISOString(), all.day, all.id, all.colour, all.points, all.names,
                          all.counts, all.numbers.map(String), all.maybe, all.any];
                        """));
    }

    @Test
    void methodsAreOperationsThatRunAtTheSameTime() throws Exception {
        assertEquals("[\"hello Ann\",\"blue\",[3,2,1],3,true,\"none\",\"x\",[\"hello a\",\"hello b\"]]", run("""
                return [await t.probe.greet('Ann'), await t.probe.setting(), Array.from(await t.probe.reverse(new Uint8Array([1, 2, 3]).buffer)), await t.probe.add(1, 2),
                  (await t.probe.nothing()) == null, await t.probe.orElse(), await t.probe.orElse('x'), await Promise.all([t.probe.greet('a'), t.probe.greet('b')])];
                """));
    }

    @Test
    void argumentsThatDoNotFitSayWhereAndWhatIsExpected() throws Exception {
        assertEquals(
                "[\"TypeError : t.probe.add: a must be a number, not '1'\",\"TypeError : t.probe.add: b must be a number, not undefined or null\",\"TypeError : t.probe.add takes 2 arguments, not 3\","
                        + "\"TypeError : t.probe.greet: name must be a string, not undefined or null\",\"TypeError : t.probe.echo: all must be an object, not an array\","
                        + "\"TypeError : t.probe.echo: all.flag must be true or false, not undefined or null\",\"TypeError : t.probe.reverse: bytes must be bytes (a Uint8Array or ArrayBuffer), not an array\","
                        + "\"TypeError : t.probe.add: a function cannot be passed to Java\",\"TypeError : t.probe.add: a name that begins with NUL cannot be passed to Java\","
                        + "\"TypeError : t.probe.add: an invalid Date cannot be passed to Java\"]",
                run("""
                        return [
                          await error(() => t.probe.add('1', 2)), await error(() => t.probe.add(1)), await error(() => t.probe.add(1, 2, 3)), await error(() => t.probe.greet(null)), await error(() => t.probe.echo([])),
                          await error(() => t.probe.echo({})), await error(() => t.probe.reverse([1])), await error(() => t.probe.add(() => 1, 1)), await error(() => t.probe.add(JSON.parse('{"\\\\u0000b":[0,1]}'), 1)),
                          await error(() => t.probe.add(new Date(NaN), 1)),
                        ];
                        """));
    }

    @Test
    void failuresOfJavaAreErrorsOfJavaScript() throws Exception {
        String said = run("""
                const all = [];
                for (const how of ['own', 'argument', 'timeout', 'error', 'io']) all.push(await error(() => t.probe.fail(how)));
                for (const name of ['failLater', 'tooLarge', 'cycle', 'odd', 'none']) all.push(await error(() => t.probe[name]()));
                all.push(await error(() => t.probe.mayRead('/etc/passwd')), await error(() => t.probe.mayRead('x')));
                return all.join('\\n');
                """);
        List<String> lines = said.lines().toList();
        assertEquals("NotFoundError GONE: there is no such thing", lines.get(0));
        assertEquals("TypeError : t.probe.fail: how is wrong", lines.get(1));
        assertEquals("TimeoutError : t.probe.fail: after 1 s", lines.get(2));
        assertTrue(lines.get(3).startsWith("JavaError java.lang.StackOverflowError"), said);
        assertEquals("JavaError java.io.IOException: t.probe.fail: the disk is gone", lines.get(4));
        assertEquals("JavaError java.io.IOException: t.probe.failLater: later", lines.get(5));
        assertTrue(lines.get(6).contains("return a BigInteger"), said);
        assertTrue(lines.get(7).contains("or contains itself"), said);
        assertTrue(lines.get(8).contains("which has no form in JavaScript"), said);
        assertTrue(lines.get(9).contains("returned null in place of a CompletionStage"), said);
        assertTrue(lines.get(10).startsWith("PermissionError EACCES: t.probe may not read /etc/passwd: add"), said);
        assertEquals("none: true", lines.get(11));
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsCancelledAndInterrupted() throws Exception {
        assertEquals("[\"TimeoutError\",\"interrupted\",\"TimeoutError\",true]", run("""
                const late = (make, ms) => { try { return drift.timeout(make(), ms) } catch (e) { return e.name } };
                const name = late(() => t.probe.block(), 200);
                const interrupted = drift(t.probe.blocked());
                const forever = late(() => t.probe.forever(), 20);
                return [name, interrupted, forever, drift(t.probe.cancelled())];
                """));
    }

    @Test
    void theLifeOfAnExtensionIsThatOfTheServer() throws Exception {
        run("return 1");
        assertEquals("yes", Files.readString(base.resolve("data/started.txt")));
        assertEquals("yes", Files.readString(base.resolve("data/stopped.txt")));
    }

    @Test
    void everyMemberOfTIsReserved() throws Exception {
        try (TestRuntime app = new TestRuntime("export default defineAction(() => Object.keys(t))")) {
            List<?> members = (List<?>) PlainJson.parse(app.text(0));
            Set<String> known = Extensions.reserved();
            assertTrue(members.stream().allMatch(known::contains), members + " beside " + known);
        }
    }

    @Test
    void bundlesMayNameThemAtTheirTopLevelWhenTheAppIsBuilt() throws Exception {
        try (Extensions extensions = Extensions.ofFolder(base.resolve("lib"))) {
            App app = TestRuntime.app("const { greet } = t.probe ?? {}; export default defineAction(() => greet('x'))");
            assertEquals(
                    1, CodeCaches.make(app, AppEnvironment.EMPTY, extensions).size());
        }
    }
}
