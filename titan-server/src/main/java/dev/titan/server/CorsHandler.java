package dev.titan.server;

import dev.titan.config.Cors;
import dev.titan.config.OriginPattern;
import dev.titan.server.content.Vary;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;

/**
 * Lets scripts of the configured origins read the answers (Fetch standard, CORS protocol). It answers preflights itself; to all other answers,
 * errors included, it adds its fields when they are sent, unless the action has set them. Immutable; in the chain only when an origin is
 * configured.
 */
final class CorsHandler implements HttpHandler {
    private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
    private static final HttpString ALLOW_CREDENTIALS = new HttpString("Access-Control-Allow-Credentials");
    private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
    private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
    private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
    private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");
    private static final HttpString REQUEST_METHOD = new HttpString("Access-Control-Request-Method");
    private static final HttpString REQUEST_HEADERS = new HttpString("Access-Control-Request-Headers");

    private final List<OriginPattern> origins;
    private final boolean anyOrigin;
    private final boolean anyHeader;
    private final boolean credentials;
    private final String methods;
    private final String headers;
    private final String exposeHeaders;
    private final String maxAge;
    private final HttpHandler next;

    /**
     * Adds CORS to a handler.
     *
     * @throws IllegalArgumentException when an origin is malformed
     */
    CorsHandler(Cors cors, HttpHandler next) {
        this.origins = cors.origins().stream().map(OriginPattern::parse).toList();
        this.anyOrigin = origins.stream().anyMatch(OriginPattern::isAny);
        this.anyHeader = cors.headers().isEmpty() || cors.headers().contains("*");
        this.credentials = cors.credentials();
        this.methods = String.join(", ", cors.methods());
        this.headers = String.join(", ", cors.headers());
        this.exposeHeaders = String.join(", ", cors.exposeHeaders());
        this.maxAge = cors.maxAgeSeconds() > 0 ? String.valueOf(cors.maxAgeSeconds()) : "";
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderMap request = exchange.getRequestHeaders();
        boolean preflight = exchange.getRequestMethod().equals(Methods.OPTIONS)
                && request.contains(Headers.ORIGIN)
                && request.contains(REQUEST_METHOD);
        if (preflight) {
            answerPreflight(exchange);
        } else {
            exchange.addResponseCommitListener(answer -> {
                HeaderMap response = answer.getResponseHeaders();
                if (!response.contains(ALLOW_ORIGIN) && allow(request, response) && !exposeHeaders.isEmpty()) {
                    response.put(EXPOSE_HEADERS, exposeHeaders);
                }
            });
            next.handleRequest(exchange);
        }
    }

    private void answerPreflight(HttpServerExchange exchange) {
        HeaderMap request = exchange.getRequestHeaders();
        HeaderMap response = exchange.getResponseHeaders();
        exchange.setStatusCode(204);
        if (allow(request, response)) {
            response.put(ALLOW_METHODS, methods);
            HeaderValues asked = request.get(REQUEST_HEADERS);
            if (!anyHeader) {
                response.put(ALLOW_HEADERS, headers);
            } else if (asked != null) {
                // Unlike a star, the names themselves also cover Authorization, and hold with credentials.
                response.put(ALLOW_HEADERS, String.join(", ", asked));
                Vary.add(response, REQUEST_HEADERS.toString());
            }
            if (!maxAge.isEmpty()) {
                response.put(MAX_AGE, maxAge);
            }
        }
        exchange.endExchange();
    }

    /** Whether the origin of a request may read the answer; sets the fields that say so. */
    private boolean allow(HeaderMap request, HeaderMap response) {
        HeaderValues fields = request.get(Headers.ORIGIN);
        String origin = fields != null && fields.size() == 1 ? fields.getFirst() : "";
        // A star never comes with credentials: these are for the origins that are listed by name.
        boolean named = (credentials || !anyOrigin) && isNamed(origin);
        if (credentials || !anyOrigin) {
            Vary.add(response, Headers.ORIGIN.toString());
        }
        if (origin.isEmpty() || !named && !anyOrigin) {
            return false;
        }
        response.put(ALLOW_ORIGIN, named ? origin : "*");
        if (named && credentials) {
            response.put(ALLOW_CREDENTIALS, "true");
        }
        return true;
    }

    private boolean isNamed(String origin) {
        for (OriginPattern pattern : origins) {
            if (!pattern.isAny() && pattern.matches(origin)) {
                return true;
            }
        }
        return false;
    }
}
