package dev.titan.cli;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Takes spans and metrics by OTLP over HTTP, on loopback. */
final class TelemetryCollector implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final int MOST_SPANS = 10_000;

    private final HttpServer server;
    private final List<Span> spans = new ArrayList<>();
    private final Map<String, String> resource = new TreeMap<>();
    private final Map<String, Metric> metrics = new TreeMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int requests;

    /** @param status that it answers with */
    TelemetryCollector(int status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            take(body);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.createContext("/v1/metrics", exchange -> {
            takeMetrics(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    private synchronized void take(byte[] body) throws IOException {
        requests++;
        bytes.write(body);
        for (ResourceSpans of : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
            of.getResource().getAttributesList().forEach(each -> resource.put(each.getKey(), text(each)));
            of.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
        }
        if (spans.size() > MOST_SPANS) {
            throw new IOException("too many spans");
        }
        notifyAll();
    }

    private synchronized void takeMetrics(byte[] body) throws IOException {
        ExportMetricsServiceRequest.parseFrom(body)
                .getResourceMetricsList()
                .forEach(of -> of.getScopeMetricsList()
                        .forEach(scope ->
                                scope.getMetricsList().forEach(metric -> metrics.put(metric.getName(), metric))));
        notifyAll();
    }

    /** Waits for a metric. @return it as it was told last */
    synchronized Metric awaitMetric(String name) throws InterruptedException {
        await(() -> metrics.containsKey(name), () -> metrics.keySet().toString());
        return metrics.get(name);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All that has come, as characters. */
    synchronized String seen() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    synchronized Map<String, String> resource() {
        return Map.copyOf(resource);
    }

    synchronized List<Span> spans() {
        return List.copyOf(spans);
    }

    /** Waits until so many requests have come. */
    synchronized void awaitRequests(int count) throws InterruptedException {
        await(() -> requests >= count, () -> requests + " requests");
    }

    /** Waits for spans of a trace that together are as wanted. @return them */
    synchronized List<Span> await(String trace, Predicate<List<Span>> wanted) throws InterruptedException {
        await(() -> wanted.test(of(trace)), () -> tree(trace));
        return of(trace);
    }

    /** Waits until a trace has this tree, and fails with what it has had at the end. */
    synchronized void awaitTree(String trace, String wanted) throws InterruptedException {
        await(() -> tree(trace).equals(wanted), () -> "\nwanted\n" + wanted + "\nbut was\n" + tree(trace));
    }

    private void await(java.util.function.BooleanSupplier until, java.util.function.Supplier<String> seen)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!until.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + seen.get());
            }
            wait(left);
        }
    }

    private List<Span> of(String trace) {
        return spans.stream()
                .filter(span -> hex(span.getTraceId().toByteArray()).equals(trace))
                .toList();
    }

    /** The spans of a trace, each on a line behind its parent's: kind, name, and the error if there is one. */
    synchronized String tree(String trace) {
        List<Span> all = of(trace);
        StringBuilder tree = new StringBuilder();
        List<String> known = all.stream().map(TelemetryCollector::id).toList();
        all.stream()
                .filter(span -> !known.contains(parent(span)))
                .sorted(Comparator.comparing(TelemetryCollector::title))
                .forEach(root -> branch(root, "", all, tree));
        return tree.toString();
    }

    private static void branch(Span span, String indent, List<Span> all, StringBuilder to) {
        to.append(indent).append(title(span)).append('\n');
        all.stream()
                .filter(child -> parent(child).equals(id(span)))
                .sorted(Comparator.comparing(TelemetryCollector::title))
                .forEach(child -> branch(child, indent + "  ", all, to));
    }

    private static String title(Span span) {
        String kind = span.getKind().name().replace("SPAN_KIND_", "").toLowerCase(java.util.Locale.ROOT);
        String error = attributes(span).get("error.type");
        boolean failed = span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
        return kind + " " + span.getName() + (error == null ? "" : " " + error) + (failed ? " ERROR" : "");
    }

    static String id(Span span) {
        return hex(span.getSpanId().toByteArray());
    }

    static String parent(Span span) {
        return hex(span.getParentSpanId().toByteArray());
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, TelemetryCollector::text));
    }

    private static String text(KeyValue attribute) {
        AnyValue value = attribute.getValue();
        return value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
