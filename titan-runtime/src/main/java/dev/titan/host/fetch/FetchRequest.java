package dev.titan.host.fetch;

import dev.titan.host.BytePipe;
import dev.titan.host.TraceContext;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to one URL. Immutable, its fields included: they are made once and copied into each message, which costs less than to make them of strings each time.
 *
 * @param method as the author wrote it, the common ones in upper case
 * @param fields names in lower case, checked by JavaScript's Headers like the values
 * @param body null when there is none, or it comes out of a pipe
 * @param upload what the body comes out of, chunk by chunk; else null
 * @param redirect what becomes of a redirect
 * @param trace sent along as {@code traceparent} and {@code tracestate}, or null
 */
record FetchRequest(
        FetchUrl url,
        String method,
        HttpHeaders fields,
        byte @Nullable [] body,
        @Nullable BytePipe upload,
        Redirect redirect,
        @Nullable TraceContext trace) {
    enum Redirect {
        FOLLOW,
        ERROR,
        MANUAL
    }

    /** What belongs to the connection or follows from the body: the client's own to send. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What only the origin that it was meant for may see. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "host", "proxy-authorization");

    private static final Set<String> OF_THE_BODY =
            Set.of("content-encoding", "content-language", "content-location", "content-type");

    /** @param text lines with method, URL and redirect mode, then one for each field's name and one for its value */
    static FetchRequest parse(String text) {
        int url = text.indexOf('\n') + 1;
        int redirect = text.indexOf('\n', url) + 1;
        int fields = text.indexOf('\n', redirect) + 1;
        return new FetchRequest(
                FetchUrl.parse(text.substring(url, redirect - 1)),
                text.substring(0, url - 1),
                fields(text, fields),
                null,
                null,
                Redirect.valueOf(text.substring(redirect, fields - 1).toUpperCase(Locale.ROOT)),
                null);
    }

    FetchRequest with(byte[] content) {
        return new FetchRequest(url, method, fields, content, null, redirect, trace);
    }

    FetchRequest with(BytePipe pipe) {
        return new FetchRequest(url, method, fields, null, pipe, redirect, trace);
    }

    /** The same as part of a trace, unless the author has said which. */
    FetchRequest within(@Nullable TraceContext call) {
        return call == null || fields.contains("traceparent")
                ? this
                : new FetchRequest(url, method, fields, body, upload, redirect, call);
    }

    /** JavaScript's Headers has checked what Netty would check here. */
    private static HttpHeaders fields(String text, int begin) {
        HttpHeaders fields =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (int from = begin; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            int next = text.indexOf('\n', end + 1);
            int stop = next < 0 ? text.length() : next;
            String name = text.substring(from, end);
            if (!OWN.contains(name)) {
                fields.add(new AsciiString(name), new AsciiString(text.substring(end + 1, stop)));
            }
            from = stop + 1;
        }
        return fields;
    }

    boolean hasCredentials() {
        return CREDENTIALS.stream().anyMatch(fields::contains);
    }

    /** Whether it may be sent twice when it is unknown whether the first arrived (RFC 9110, section 9.2.2). */
    boolean idempotent() {
        return upload == null
                && switch (method) {
                    case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
                    default -> false;
                };
    }

    /** What follows from a redirect: the Fetch Standard, HTTP-redirect fetch. */
    FetchRequest redirected(int status, String location) {
        FetchUrl next = url.resolve(location);
        boolean becomesGet = (status == 301 || status == 302) && method.equals("POST")
                || status == 303 && !method.equals("GET") && !method.equals("HEAD");
        boolean leaves = !url.sameOrigin(next);
        HttpHeaders kept = fields.copy();
        if (leaves) {
            CREDENTIALS.forEach(kept::remove);
        }
        if (becomesGet) {
            OF_THE_BODY.forEach(kept::remove);
        }
        if (upload != null && !becomesGet) {
            throw FetchErrors.failed(
                    "REDIRECTED",
                    url + " redirects to " + next + ", and a body that is a stream cannot be sent again",
                    null);
        }
        return new FetchRequest(
                next, becomesGet ? "GET" : method, kept, becomesGet ? null : body, null, redirect, trace);
    }
}
