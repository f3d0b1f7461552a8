package dev.titan.server.telemetry;

import dev.titan.host.HostText;
import dev.titan.host.OperationException;
import io.opentelemetry.api.trace.SpanKind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What a span tells of an operation. Immutable.
 *
 * @param name of the span
 * @param attributes text or whole numbers by their names in the semantic conventions (https://opentelemetry.io/docs/specs/semconv/)
 */
record OperationOutline(String name, SpanKind kind, Map<String, Object> attributes) {
    /** Parts of something that has a span, or too small to look at. */
    private static final Set<String> UNTOLD = Set.of(
            "body.part",
            "compression.open",
            "compression.write",
            "db.close",
            "db.next",
            "fetch.cancel",
            "fetch.read",
            "fs.close",
            "fs.next",
            "once",
            "pipe.room",
            "socket.close",
            "socket.next",
            "socket.send",
            "ws.ready");

    /** Those whose first argument says what they do. */
    private static final Set<String> WITH_VERB =
            Set.of("cache", "kv", "tasks", "session.database", "session.memory", "session.redis");

    private static final int FIRST_REFUSAL = 400;

    /** @return null for an operation that is not told of */
    static @Nullable OperationOutline of(String name, List<@Nullable Object> arguments, DatabaseName database) {
        if (UNTOLD.contains(name)) {
            return null;
        }
        if (name.equals("fetch")) {
            return fetch(text(arguments, 0));
        }
        if (name.startsWith("db.")) {
            return statement(name, arguments, database);
        }
        String verb = WITH_VERB.contains(name) ? text(arguments, 0) : "";
        return new OperationOutline(verb.isEmpty() ? name : name + " " + verb, SpanKind.INTERNAL, Map.of());
    }

    private static String text(List<@Nullable Object> arguments, int index) {
        return index < arguments.size() && arguments.get(index) instanceof String text ? text : "";
    }

    /** @param head lines with method and URL; perhaps behind one with the number of a pipe, and one with the trace */
    private static OperationOutline fetch(String head) {
        int from = head.startsWith("#") ? head.indexOf('\n') + 1 : 0;
        from = head.startsWith("@", from) ? head.indexOf('\n', from) + 1 : from;
        int urlAt = head.indexOf('\n', from) + 1;
        String given = head.substring(from, Math.max(from, urlAt - 1));
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("http.request.method", HttpMethods.known(given));
        url(head.substring(urlAt, Math.max(urlAt, head.indexOf('\n', urlAt))), attributes);
        return new OperationOutline(HttpMethods.nameOf(given), SpanKind.CLIENT, attributes);
    }

    /** Without user, password, query and fragment. */
    private static void url(String text, Map<String, Object> attributes) {
        int query = text.indexOf('?');
        int fragment = text.indexOf('#');
        int end = Math.min(query < 0 ? text.length() : query, fragment < 0 ? text.length() : fragment);
        try {
            URI uri = new URI(text.substring(0, end));
            if (uri.getHost() == null) {
                return;
            }
            boolean tls = "https".equalsIgnoreCase(uri.getScheme());
            int port = uri.getPort() < 0 ? tls ? 443 : 80 : uri.getPort();
            attributes.put("server.address", uri.getHost());
            attributes.put("server.port", (long) port);
            attributes.put(
                    "url.full",
                    uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                            + uri.getRawPath() + (query == end && query >= 0 ? "?REDACTED" : ""));
        } catch (java.net.URISyntaxException e) {
            // Not a URL to Java: the operation itself says what is wrong with it.
        }
    }

    private static OperationOutline statement(String name, List<@Nullable Object> arguments, DatabaseName database) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("db.system.name", database.system());
        put(attributes, "db.namespace", database.namespace());
        put(attributes, "server.address", database.address());
        if (database.port() > 0) {
            attributes.put("server.port", (long) database.port());
        }
        String operation = switch (name) {
            case "db.query", "db.stream" -> {
                String sql = text(arguments, 0);
                put(attributes, "db.query.text", SqlOutline.of(sql));
                yield SqlOutline.verb(sql);
            }
            case "db.batch" -> {
                if (!arguments.isEmpty() && arguments.get(0) instanceof List<?> all && all.size() > 1) {
                    attributes.put("db.operation.batch.size", (long) all.size());
                }
                yield "BATCH";
            }
            case "db.begin" -> "BEGIN";
            case "db.end" -> "END";
            default -> "";
        };
        put(attributes, "db.operation.name", operation);
        return new OperationOutline(operation.isEmpty() ? name : operation, SpanKind.CLIENT, attributes);
    }

    private static void put(Map<String, Object> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, value);
        }
    }

    /** The status that a fetch was answered with; 0 for any other outcome. */
    int status(@Nullable Object value) {
        return attributes.containsKey("http.request.method")
                        && value instanceof HostText answer
                        && answer.text().length() >= 3
                ? Integer.parseInt(answer.text(), 0, 3, 10)
                : 0;
    }

    /** What an outcome has failed with, {@code error.type}; empty when it has not. Never a message. */
    String failure(@Nullable Object value, @Nullable Throwable error) {
        if (error != null) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            if (cause instanceof OperationException own) {
                return own.code().isEmpty() ? own.name() : own.code();
            }
            return cause instanceof CancellationException
                    ? "cancelled"
                    : cause.getClass().getName();
        }
        if (value instanceof Map<?, ?> members && members.get("error") instanceof Map<?, ?> failed) {
            Object code = failed.get("sqlState") == null ? failed.get("code") : failed.get("sqlState");
            return code == null ? "DatabaseError" : String.valueOf(code);
        }
        int status = status(value);
        return status >= FIRST_REFUSAL ? String.valueOf(status) : "";
    }
}
