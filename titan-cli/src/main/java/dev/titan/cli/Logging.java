package dev.titan.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.titan.config.TitanConfig;
import org.slf4j.LoggerFactory;

/** Sets up where log lines go: to the error output, as text, so that what a command prints stays apart. */
final class Logging {
    private Logging() {}

    /** To be called before anything is logged. */
    static void start(TitanConfig.Log log) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %msg%n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(log.level().name()));
        root.addAppender(appender);
        if (log.level() != TitanConfig.Log.Level.TRACE) {
            // Undertow and XNIO announce themselves.
            context.getLogger("io.undertow").setLevel(Level.WARN);
            context.getLogger("org.xnio").setLevel(Level.WARN);
        }
    }
}
