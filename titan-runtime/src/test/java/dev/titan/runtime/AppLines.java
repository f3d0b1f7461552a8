package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The warnings and errors that the logger of the author's code is given while it is open. */
final class AppLines implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("app");
    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event);
        }
    };

    AppLines() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
    }

    /** The next line, its message and then its fields. */
    String next(String what) throws InterruptedException {
        ILoggingEvent line = lines.poll(30, TimeUnit.SECONDS);
        if (line == null) {
            return fail("nothing was logged of " + what);
        }
        String fields = line.getKeyValuePairs() == null
                ? ""
                : line.getKeyValuePairs().stream().map(String::valueOf).collect(Collectors.joining(" "));
        return line.getFormattedMessage() + "\n" + fields;
    }

    /** Those that nobody has asked for. */
    String left() {
        return lines.toString();
    }

    @Override
    public void close() {
        logger.setAdditive(true);
        logger.setLevel(null);
        logger.detachAppender(appender);
    }
}
