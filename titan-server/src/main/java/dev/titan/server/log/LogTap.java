package dev.titan.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** Tells a {@link LogListener} what Logback is given. */
final class LogTap extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final LogListener listener;
    private final Redaction redaction;

    LogTap(LogListener listener, Redaction redaction) {
        this.listener = listener;
        this.redaction = redaction;
    }

    @Override
    protected void append(ILoggingEvent event) {
        listener.logged(JsonLine.entry(event, redaction));
    }
}
