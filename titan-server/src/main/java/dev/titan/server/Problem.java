package dev.titan.server;

import dev.titan.model.ErrorCode;
import dev.titan.model.Json;
import io.undertow.util.StatusCodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as the client gets it: a problem (RFC 9457). Immutable.
 *
 * @param status 400 to 599
 * @param code stable, see {@link ErrorCode}
 * @param title one line, the same for every occurrence
 * @param detail what is particular to this one, or empty; shown to the client, so it holds nothing secret
 * @param members further members by name, as JSON values
 * @param headers response header fields, names and values in turn
 */
record Problem(
        int status,
        String code,
        String title,
        String detail,
        Map<String, @Nullable Object> members,
        List<String> headers) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ErrorCode code) {
        return of(code, "");
    }

    static Problem of(ErrorCode code, String detail) {
        return new Problem(code.status(), code.code(), code.title(), detail, Map.of(), List.of());
    }

    /** The title of a status that no {@link ErrorCode} has: its reason phrase, written as a sentence like the titles of ours. */
    static String title(int status) {
        String reason = StatusCodes.getReason(status);
        return reason.substring(0, 1) + reason.substring(1).toLowerCase(Locale.ROOT);
    }

    /** The same with one more response header field. */
    Problem header(String name, String value) {
        return new Problem(status, code, title, detail, members, List.of(name, value));
    }

    /** The same with these response header fields. */
    Problem headers(List<String> fields) {
        return new Problem(status, code, title, detail, members, fields);
    }

    /** The problem's document, on one line. */
    String json(String requestId) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("type", "urn:titan:error:" + code);
        document.put("title", title);
        document.put("status", status);
        if (!detail.isEmpty()) {
            document.put("detail", detail);
        }
        document.put("code", code);
        document.put("requestId", requestId);
        members.forEach(document::putIfAbsent);
        return Json.write(document);
    }
}
