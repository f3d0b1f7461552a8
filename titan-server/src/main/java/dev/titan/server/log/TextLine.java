package dev.titan.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** A log event for people: time of day, level, message, {@code key=value} pairs, and below, if there are any, the message's further lines and the stack of an error. */
final class TextLine extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private static final String DIM = "2";
    private final boolean colour;
    private final Redaction redaction;

    /** @param colour whether a terminal shows it that knows colours: levels stand out, pairs step back */
    TextLine(boolean colour, Redaction redaction) {
        this.colour = colour;
        this.redaction = redaction;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        TIME.formatTo(LocalTime.ofInstant(Instant.ofEpochMilli(event.getTimeStamp()), ZoneId.systemDefault()), line);
        line.append(' ');
        paint(line, style(event.getLevel()), String.format("%-5s", event.getLevel()));
        line.append(' ');
        String message = event.getFormattedMessage();
        int end = message.indexOf('\n') < 0 ? message.length() : message.indexOf('\n');
        line.append(message, 0, end);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                line.append(' ');
                paint(line, DIM, pair.key + "=" + redaction.value(pair.key, pair.value));
            }
        }
        line.append(message, end, message.length()).append('\n');
        IThrowableProxy error = event.getThrowableProxy();
        if (error != null) {
            line.append(ThrowableProxyUtil.asString(error));
        }
        return line.toString();
    }

    private void paint(StringBuilder line, String style, String text) {
        if (colour && !style.isEmpty()) {
            line.append("\u001b[").append(style).append('m').append(text).append("\u001b[0m");
        } else {
            line.append(text);
        }
    }

    private static String style(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "31";
            case Level.WARN_INT -> "33";
            case Level.DEBUG_INT, Level.TRACE_INT -> DIM;
            default -> "";
        };
    }
}
