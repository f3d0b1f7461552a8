package dev.titan.cli.load;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request that is sent over and over. Immutable.
 *
 * @param method in upper case
 * @param path with its query, percent-encoded
 * @param headers names and values; one with the name of a default takes its place
 * @param body null for none
 */
public record LoadRequest(String method, String path, List<Map.Entry<String, String>> headers, byte @Nullable [] body) {
    private static final List<String> WITH_BODY = List.of("POST", "PUT", "PATCH");

    public LoadRequest {
        headers = List.copyOf(headers);
    }

    /** As it goes over a connection (RFC 9112). */
    byte[] bytes(LoadTarget target) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("host", target.authority());
        defaults.put("user-agent", "titan-bench");
        defaults.put("accept", "*/*");
        if (body != null) {
            defaults.put("content-type", "application/json");
        }
        headers.forEach(header -> defaults.remove(header.getKey().toLowerCase(Locale.ROOT)));
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        defaults.forEach((name, value) -> append(head, name, value));
        headers.forEach(header -> append(head, header.getKey(), header.getValue()));
        if (body != null || WITH_BODY.contains(method)) {
            append(head, "content-length", String.valueOf(body == null ? 0 : body.length));
        }
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        if (body == null) {
            return first;
        }
        byte[] all = new byte[first.length + body.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
