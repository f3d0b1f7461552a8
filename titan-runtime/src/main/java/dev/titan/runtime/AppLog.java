package dev.titan.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.titan.config.Limits;
import dev.titan.engine.JsException;
import dev.titan.host.HandlerCall;
import dev.titan.host.TraceContext;
import dev.titan.model.PlainJson;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The lines that the author's code writes, by {@code t.log} and {@code console}. They go to the logger {@code app} with key-value pairs: the fields of the line, and
 * {@code requestId} and {@code action} where they are known, {@code traceId} of a request that came with one, or with {@code spanId} of every line where spans are recorded; in development {@code at} is the line of the author's that wrote it.
 */
final class AppLog {
    private static final Logger LOGGER = LoggerFactory.getLogger("app");
    private static final JsonFactory JSON = new JsonFactory();

    private AppLog() {}

    /**
     * @param fields a JSON object, or null
     * @param stacks reads the stacks in the message and in the fields
     * @param stack of the call that writes the line, empty when it is not known
     * @param span trace id, a blank and span id of the code that writes it; empty where nobody records spans
     */
    static void write(
            String level,
            String message,
            @Nullable String fields,
            @Nullable Invocation invocation,
            StackMap stacks,
            String stack,
            String span) {
        LoggingEventBuilder line = LOGGER.atLevel(
                switch (level) {
                    case "error" -> Level.ERROR;
                    case "warn" -> Level.WARN;
                    case "debug" -> Level.DEBUG;
                    default -> Level.INFO;
                });
        if (!LOGGER.isEnabledForLevel(Level.valueOf(level.toUpperCase(java.util.Locale.ROOT)))) {
            return;
        }
        if (invocation != null) {
            line = line.addKeyValue("requestId", requestId(invocation))
                    .addKeyValue("action", invocation.target().action().id());
            TraceContext trace = invocation.trace();
            if (span.isEmpty() && !trace.parentId().isEmpty()) {
                line = line.addKeyValue("traceId", trace.traceId());
            }
        }
        int ids = span.indexOf(' ');
        if (ids > 0) {
            line = line.addKeyValue("traceId", span.substring(0, ids)).addKeyValue("spanId", span.substring(ids + 1));
        }
        SourceLocation at = stack.isEmpty() ? null : stacks.ownPlace(stack);
        if (at != null) {
            line = line.addKeyValue("at", at.toString());
        }
        if (fields != null) {
            line = addFields(line, fields, stacks);
        }
        line.log(stacks.text(message));
    }

    /**
     * A promise was rejected, and nobody handles it.
     *
     * @param owner whose code has rejected it, or null
     */
    static void rejected(ThrownError thrown, @Nullable Invocation owner) {
        LoggingEventBuilder line = of(owner);
        if (thrown.hasPlaces()) {
            line = line.addKeyValue("stack", thrown.stackWithCauses(""));
        }
        line.log("unhandled promise rejection: {}", thrown.isError() ? thrown : thrown.message());
    }

    /** The same where nobody can say more than {@code why} of what was thrown. */
    static void rejected(String why, @Nullable Invocation owner) {
        of(owner).log("unhandled promise rejection: {}", why);
    }

    private static LoggingEventBuilder of(@Nullable Invocation owner) {
        LoggingEventBuilder line = LOGGER.atError();
        return owner == null
                ? line
                : line.addKeyValue("requestId", requestId(owner))
                        .addKeyValue("action", owner.target().action().id());
    }

    /** An error of the author's code that no invocation waits for. */
    static void uncaught(String what, JsException thrown, StackMap stacks) {
        LOGGER.atError().addKeyValue("stack", stacks.text(thrown.stack())).log("{}: {}", what, thrown.getMessage());
    }

    /** The code that makes the body of an answer has thrown while it was being sent. */
    static void cutOff(Invocation invocation, @Nullable ThrownError thrown) {
        LoggingEventBuilder line = of(invocation);
        if (thrown != null) {
            line = line.addKeyValue("stack", thrown.stack());
        }
        line.log("the answer to {} {} was cut off: {}", invocation.method(), invocation.path(), thrown);
    }

    /**
     * Code was ended at a limit, and whoever was to be answered does not tell of it.
     *
     * @param owner whose code it was, or null
     * @param what has become of what
     */
    static void ended(@Nullable Invocation owner, String what, Answer.Failure failure) {
        of(owner).addKeyValue("code", failure.code()).log("{}: {}", what, failure.detail());
    }

    /** A streamed answer has ended since nothing moved on it. */
    static void idleStream(Invocation invocation, Limits limits) {
        LOGGER.atWarn()
                .addKeyValue("requestId", requestId(invocation))
                .addKeyValue("action", invocation.target().action().id())
                .log(
                        "the answer to {} {} was cut off: nothing was written or read for {} ms (limits.idleMs)",
                        invocation.method(),
                        invocation.path(),
                        limits.idleMs());
    }

    /** A handler of a socket has thrown, or was ended. */
    static void socketFailed(SocketCall call, Answer.Failure failure) {
        LoggingEventBuilder line = LOGGER.atError()
                .addKeyValue("requestId", requestId(call))
                .addKeyValue("action", call.target().action().id())
                .addKeyValue("socket", call.socket());
        ThrownError thrown = failure.error();
        String handler =
                call.event().isMessage() ? "message" : call.event().kind().word();
        if (thrown == null) {
            line.log("the socket's {} handler was ended: {} {}", handler, failure.code(), failure.detail());
        } else {
            line.addKeyValue("stack", thrown.stack()).log("the socket's {} handler threw {}", handler, thrown);
        }
    }

    /** A handler that the host has called has thrown. */
    static void handlerThrew(HandlerInvocation invocation, HandlerCall call, ThrownError thrown) {
        LOGGER.atError()
                .addKeyValue("requestId", requestId(invocation))
                .addKeyValue("action", invocation.target().action().id())
                .addKeyValue("stack", thrown.stack())
                .log("the handler of the {} {} threw {}", call.kind(), call.name(), thrown);
    }

    /** A handler that the host has called ran into a limit. */
    static void handlerEnded(HandlerInvocation invocation, HandlerCall call, String why) {
        LOGGER.atError()
                .addKeyValue("requestId", requestId(invocation))
                .addKeyValue("action", invocation.target().action().id())
                .log("the handler of the {} {} was ended: {}", call.kind(), call.name(), why);
    }

    private static String requestId(Invocation invocation) {
        String[] lines = invocation.details().split("\n", 5);
        return lines.length > 3 ? lines[3] : "";
    }

    private static LoggingEventBuilder addFields(LoggingEventBuilder line, String fields, StackMap stacks) {
        LoggingEventBuilder with = line;
        try (JsonParser parser = JSON.createParser(fields)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return line.addKeyValue("fields", fields);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                with = with.addKeyValue(name, mapped(PlainJson.read(parser), stacks));
            }
        } catch (IOException e) {
            return line.addKeyValue("fields", fields);
        }
        return with;
    }

    /** A field's value, with the stacks in its texts read; an error is written as an object that has one. */
    private static @Nullable Object mapped(@Nullable Object value, StackMap stacks) {
        if (value instanceof String text) {
            return stacks.text(text);
        }
        if (value instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> all = new LinkedHashMap<>();
            members.forEach((name, member) -> all.put(name, mapped(member, stacks)));
            return all;
        }
        return value;
    }
}
