package dev.titan.server;

import dev.titan.config.Limits;
import dev.titan.model.ErrorCode;
import dev.titan.server.hygiene.RequestHygiene;
import dev.titan.server.hygiene.Violation;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of the head of every request: the limits, a method we serve, a path that makes sense. Immutable. */
final class HeadCheck {
    /** The methods that are served, as the value of an Allow field. */
    static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /** By their text: method names are case-sensitive (RFC 9110, 9.1), Undertow's are not. */
    private static final Set<String> SERVED = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Limits limits;

    HeadCheck(Limits limits) {
        this.limits = limits;
    }

    /**
     * Checks a head.
     *
     * @return the canonical path, or {@code *} for the request target of that name
     */
    String path(HttpServerExchange exchange) throws Refusal {
        Violation violation = RequestHygiene.check(exchange);
        if (violation != null) {
            ErrorCode code = violation.status() == 501 ? ErrorCode.NOT_IMPLEMENTED : ErrorCode.BAD_REQUEST;
            throw new Refusal(Problem.of(code, violation.detail()));
        }
        HttpString method = exchange.getRequestMethod();
        if (!SERVED.contains(method.toString())) {
            throw new Refusal(unserved(method));
        }
        checkFields(exchange.getRequestHeaders());
        String raw = exchange.getRequestURI();
        String query = exchange.getQueryString();
        if (raw.length() + query.length() >= limits.urlBytes()) {
            throw new Refusal(Problem.of(
                    ErrorCode.URL_TOO_LONG,
                    "The URL is longer than the " + limits.urlBytes() + " bytes of limits.urlBytes"));
        }
        if (!query.isEmpty()) {
            BodyDecoder.requireFewParameters(query, limits.params());
            if (!RequestPath.isDecodable(query)) {
                throw new Refusal(
                        Problem.of(ErrorCode.BAD_REQUEST, "The query is malformed: its percent-encoding is not UTF-8"));
            }
        }
        if (exchange.isHostIncludedInRequestURI()) {
            raw = pathOfAbsolute(raw, exchange.getRequestHeaders().getFirst(Headers.HOST));
        }
        if (raw.equals("*") && method.equals(Methods.OPTIONS)) {
            return raw;
        }
        String path = RequestPath.canonical(raw);
        if (path == null) {
            throw new Refusal(Problem.of(
                    ErrorCode.BAD_REQUEST,
                    "The path is malformed: its percent-encoding is not UTF-8, or it leads out of the root"));
        }
        return path;
    }

    /** The path of a request target in absolute form, whose authority must be the Host field's: what was meant could not be told (RFC 9112, 3.2). */
    private static String pathOfAbsolute(String target, @Nullable String host) throws Refusal {
        int authority = target.indexOf("//") + 2;
        int slash = target.indexOf('/', authority);
        int end = slash < 0 ? target.length() : slash;
        if (host != null && !target.substring(authority, end).equalsIgnoreCase(host)) {
            throw new Refusal(Problem.of(ErrorCode.BAD_REQUEST, "The URL and the Host field name different hosts"));
        }
        return slash < 0 ? "/" : target.substring(slash);
    }

    private static Problem unserved(HttpString method) {
        if (method.toString().equals("TRACE")) {
            return Problem.of(ErrorCode.METHOD_NOT_ALLOWED).header("Allow", METHODS);
        }
        return Problem.of(ErrorCode.NOT_IMPLEMENTED, "Implemented are " + METHODS);
    }

    private void checkFields(HeaderMap headers) throws Refusal {
        int count = 0;
        int bytes = 0;
        for (long cookie = headers.fastIterateNonEmpty(); cookie != -1; cookie = headers.fiNextNonEmpty(cookie)) {
            HeaderValues values = headers.fiCurrent(cookie);
            int size = values.size();
            count += size;
            for (int i = 0; i < size; i++) {
                bytes += values.get(i).length();
            }
            // Each field is a name, a colon, a space and CRLF around its value.
            bytes += size * (values.getHeaderName().length() + 4);
        }
        if (count > limits.headers()) {
            throw new Refusal(Problem.of(
                    ErrorCode.HEADERS_TOO_LARGE, "More than the " + limits.headers() + " fields of limits.headers"));
        }
        if (bytes > limits.headerBytes()) {
            throw new Refusal(Problem.of(
                    ErrorCode.HEADERS_TOO_LARGE,
                    "More than the " + limits.headerBytes() + " bytes of limits.headerBytes"));
        }
        String expect = headers.getFirst(Headers.EXPECT);
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            throw new Refusal(Problem.of(ErrorCode.EXPECTATION_FAILED, "Only 100-continue is known"));
        }
    }
}
