package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What the log says of throws that nobody handles: what was thrown, whatever it is, and whose request it was. */
class UncaughtTest {
    /** Each throws what is put in, and may set {@code answer} so that its request lasts until then. */
    private static final List<String> WAYS = List.of(
            "Promise.reject(%s)",
            "(async () => { throw %s })()",
            "Promise.reject(%s).then(() => {}).finally(() => {})",
            "const slept = t.sleep(0); slept.then(() => { throw %s }); answer = slept.then(() => 1)",
            "queueMicrotask(() => { throw %s })",
            "setTimeout(() => { setTimeout(done, 0); throw %s }, 0); let done; answer = new Promise((d) => (done = () => d(1)))",
            "const target = new EventTarget(); target.addEventListener('x', () => { throw %s }); target.dispatchEvent(new Event('x'))",
            "req.waitUntil(Promise.reject(%s))");

    private final Logger logger = (Logger) LoggerFactory.getLogger("app");
    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event);
        }
    };

    @BeforeEach
    void listens() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.ERROR);
        logger.setAdditive(false);
    }

    @AfterEach
    void listensNoMore() {
        logger.setLevel(null);
        logger.setAdditive(true);
        logger.detachAppender(appender);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{ code: 7, list: [1, new Map([[1, 2]])] }       | { code: 7, list: [ 1, Map(1) { 1 => 2 } ] }",
                "undefined                                       | undefined",
                "null                                            | null",
                "'plain'                                         | plain",
                "Symbol('s')                                     | Symbol(s)",
                "function foo() { secret() }                     | [Function: foo]",
                "new (class Lost { where = 'here' })()           | Lost { where: 'here' }",
                "{ password: 'hunter2', user: { apiKey: 'k' } }  | { password: ******, user: { apiKey: ****** } }",
                "{ text: 'x'.repeat(201).slice(0, 201) }         | … (201 characters)",
                "{ get trap() { throw 1 } }                      | { trap: [Getter] }",
                "new Proxy({}, { getPrototypeOf() { throw 1 } }) | [object that cannot be shown: 1]",
                "new TypeError('broken')                         | TypeError: broken",
            })
    void whatWasThrownIsShownWhateverItIs(String thrown, String shown) throws Exception {
        String[] actions = WAYS.stream()
                .map(way ->
                        TestRuntime.action("let answer; " + way.formatted("(" + thrown + ")") + "; return answer ?? 1"))
                .toArray(String[]::new);
        try (TestRuntime app = new TestRuntime(actions)) {
            for (int i = 0; i < actions.length; i++) {
                assertEquals("1", app.text(i), actions[i]);
                ILoggingEvent line = next(actions[i]);
                assertTrue(line.getFormattedMessage().contains(shown), actions[i] + "\n" + line.getFormattedMessage());
                assertTrue(
                        fields(line).contains("requestId=\"req-1\" action=\"a" + i + "\""),
                        actions[i] + "\n" + fields(line));
            }
        }
        assertTrue(lines.isEmpty(), () -> lines.toString());
    }

    private ILoggingEvent next(String what) throws InterruptedException {
        ILoggingEvent line = lines.poll(30, TimeUnit.SECONDS);
        return line == null ? fail("nothing was logged of " + what) : line;
    }

    private static String fields(ILoggingEvent line) {
        return line.getKeyValuePairs() == null
                ? ""
                : line.getKeyValuePairs().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
