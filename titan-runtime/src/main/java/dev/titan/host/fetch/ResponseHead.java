package dev.titan.host.fetch;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer as JavaScript gets it. Immutable.
 *
 * @param fields a line for each name, in lower case, and one for each value
 * @param url where the answer comes from, after redirects
 * @param redirected whether there were any
 * @param codings what the body is to be decoded from, the last one first; empty when it has no body
 * @param length of the body as it is sent, bytes; -1 when it is not known
 */
record ResponseHead(
        int status,
        String statusText,
        String fields,
        String url,
        boolean redirected,
        List<String> codings,
        long length) {
    /** What concerns the connection only. */
    private static final Set<String> HOP =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private static final Set<String> DECODED = Set.of("gzip", "x-gzip", "deflate", "br");

    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    static ResponseHead of(HttpResponse response, String method, FetchUrl from, boolean redirected) {
        HttpHeaders headers = response.headers();
        int status = response.status().code();
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
        List<String> codings = bodiless ? List.of() : codings(headers);
        long length = -1;
        StringBuilder fields = new StringBuilder(256);
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            String name = field.getKey().toString().toLowerCase(Locale.ROOT);
            if (name.equals("content-length") && !bodiless) {
                length = parseLength(field.getValue());
            }
            // Encoding and length are those of what was sent, not of what JavaScript reads.
            boolean decoded = !codings.isEmpty() && (name.equals("content-encoding") || name.equals("content-length"));
            if (!decoded && !HOP.contains(name)) {
                if (fields.length() > 0) {
                    fields.append('\n');
                }
                fields.append(name).append('\n').append(field.getValue());
            }
        }
        return new ResponseHead(
                status,
                response.status().reasonPhrase(),
                fields.toString(),
                from.toString(),
                redirected,
                codings,
                length);
    }

    private static long parseLength(CharSequence digits) {
        try {
            return Long.parseLong(digits.toString());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The codings that can be undone; none when one of them cannot. */
    private static List<String> codings(HttpHeaders headers) {
        if (!headers.contains("content-encoding")) {
            return List.of();
        }
        List<String> codings = new ArrayList<>();
        for (String coding : String.join(",", headers.getAll("content-encoding"))
                .toLowerCase(Locale.ROOT)
                .split(",")) {
            String name = coding.trim();
            if (DECODED.contains(name)) {
                codings.add(0, name);
            } else if (!name.isEmpty() && !name.equals("identity")) {
                return List.of();
            }
        }
        return codings;
    }

    /**
     * The text that JavaScript reads ({@code src/main/ts/fetch}).
     *
     * @param body what follows it
     */
    String text(String body) {
        return status
                + (redirected ? " 1 " : " 0 ")
                + fields.length()
                + '\n'
                + statusText
                + '\n'
                + url
                + '\n'
                + fields
                + body;
    }

    /** The bytes as text, if the same bytes can be made of it again; null otherwise. */
    static @Nullable String plainText(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                // A byte order mark is dropped when a body is read as text.
                return text.indexOf('\uFFFD') < 0 && text.charAt(0) != '\uFEFF' ? text : null;
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
