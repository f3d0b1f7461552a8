package dev.titan.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** What a logger is given while it is open. */
final class AppendedLines implements AutoCloseable {
    private final Logger logger;
    private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event);
        }
    };

    AppendedLines(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
    }

    /** The next line: its message, then its fields in the order written. @throws AssertionError when none comes */
    List<String> next() throws InterruptedException {
        ILoggingEvent line = lines.poll(60, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing has been logged for a minute");
        }
        List<String> told = new ArrayList<>(List.of(line.getFormattedMessage()));
        if (line.getKeyValuePairs() != null) {
            line.getKeyValuePairs().forEach(pair -> told.add(pair.key + "=" + pair.value));
        }
        return told;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
