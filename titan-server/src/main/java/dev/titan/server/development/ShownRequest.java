package dev.titan.server.development;

import dev.titan.runtime.ActionTarget;
import dev.titan.server.FailedRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A request as it is shown to people: what its names say is secret is hidden. Immutable.
 *
 * @param method as sent
 * @param path as sent, without the query
 * @param query with its question mark, or empty
 * @param facts names and values, in the order to show them
 * @param headers names in lower case, and values
 */
record ShownRequest(String method, String path, String query, List<Pair> facts, List<Pair> headers) {
    /** A name and its value. */
    record Pair(String name, String value) {}

    static ShownRequest of(HttpServerExchange exchange, FailedRequest failed) {
        List<Pair> facts = new ArrayList<>();
        facts.add(new Pair("Answer", failed.status() + " " + failed.code()));
        ActionTarget target = failed.target();
        if (target != null) {
            facts.add(new Pair("Action", target.action().id()));
            facts.add(new Pair("Route", target.route().pattern()));
        }
        facts.add(new Pair("Request id", failed.requestId()));
        List<Pair> headers = new ArrayList<>();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
            for (String value : values) {
                headers.add(new Pair(name, Masked.value(name, value)));
            }
        }
        headers.sort((a, b) -> a.name().compareTo(b.name()));
        return new ShownRequest(
                exchange.getRequestMethod().toString(),
                exchange.getRequestURI(),
                exchange.getQueryString().isEmpty() ? "" : "?" + Masked.query(exchange.getQueryString()),
                facts,
                headers);
    }
}
