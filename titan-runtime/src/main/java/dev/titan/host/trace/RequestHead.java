package dev.titan.host.trace;

/**
 * A request by HTTP as far as a span tells of it. Immutable.
 *
 * @param method as sent
 * @param path as sent, without the query
 * @param scheme that the client knows, {@code http} or {@code https}
 * @param host that the client knows, with its port if it has one; empty where it has named none
 * @param ip of the client
 * @param version of HTTP, {@code 1.1} or {@code 2}
 * @param agent {@code User-Agent}, empty for none
 * @param traceparent as sent, empty for none
 * @param tracestate as sent, its fields joined by commas, empty for none
 */
public record RequestHead(
        String method,
        String path,
        String scheme,
        String host,
        String ip,
        String version,
        String agent,
        String traceparent,
        String tracestate) {}
