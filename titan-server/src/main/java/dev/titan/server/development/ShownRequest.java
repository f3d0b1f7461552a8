package dev.titan.server.development;

import dev.titan.config.Secrets;
import dev.titan.runtime.Invocation;
import dev.titan.server.FailedRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
    private static final int MAX_VALUE = 2_000;

    /** A name and its value. */
    record Pair(String name, String value) {}

    static ShownRequest of(HttpServerExchange exchange, FailedRequest failed) {
        List<Pair> facts = new ArrayList<>();
        facts.add(new Pair("Answer", failed.status() + " " + failed.code()));
        Invocation invocation = failed.invocation();
        if (invocation != null) {
            facts.add(new Pair("Action", invocation.target().action().id()));
            facts.add(new Pair("Route", invocation.target().route().pattern()));
        }
        facts.add(new Pair("Request id", failed.requestId()));
        List<Pair> headers = new ArrayList<>();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            String name = values.getHeaderName().toString().toLowerCase(Locale.ROOT);
            for (String value : values) {
                headers.add(new Pair(name, masked(name, value)));
            }
        }
        headers.sort((a, b) -> a.name().compareTo(b.name()));
        return new ShownRequest(
                exchange.getRequestMethod().toString(),
                exchange.getRequestURI(),
                query(exchange.getQueryString()),
                facts,
                headers);
    }

    private static String query(String query) {
        if (query.isEmpty()) {
            return "";
        }
        return Arrays.stream(query.split("&", -1))
                .map(ShownRequest::parameter)
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String parameter(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return parameter;
        }
        String name = parameter.substring(0, equals);
        return name + "=" + masked(decoded(name), parameter.substring(equals + 1));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static String masked(String name, String value) {
        String shown = String.valueOf(Secrets.mask(name.replace('.', '-'), value));
        return shown.length() <= MAX_VALUE ? shown : shown.substring(0, MAX_VALUE) + "…";
    }
}
