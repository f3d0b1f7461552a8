package dev.titan.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of a failure. What an {@link ErrorFactory} makes an exception of.
 *
 * @param name the name of its class at the server, for example {@code QuotaError}
 * @param code a status of HTTP (RFC 9110, section 15)
 * @param message what happened; of an error that was not meant for clients only a fixed text
 * @param details what the server adds for programs, as it was decoded; null if nothing
 * @param fields what the class of a user has beyond that
 * @param requestId names the call in the server's log, null where it gave none
 */
public record RemoteError(
        String name,
        int code,
        String message,
        @Nullable Object details,
        Map<String, @Nullable Object> fields,
        @Nullable String requestId) {

    /** Of what was decoded; codes also come as texts. */
    static RemoteError of(
            @Nullable Object name,
            @Nullable Object code,
            @Nullable Object message,
            @Nullable Object details,
            Map<String, @Nullable Object> fields,
            @Nullable Object requestId) {
        return new RemoteError(
                name instanceof String text ? text : "Error",
                code(code),
                message instanceof String text ? text : "the call failed",
                details == Undefined.UNDEFINED ? null : details,
                fields,
                requestId instanceof String text ? text : null);
    }

    private static int code(@Nullable Object code) {
        if (code instanceof Number number) {
            return number.intValue();
        }
        if (code instanceof String text && text.matches("\\d{1,9}")) {
            return Integer.parseInt(text);
        }
        return 500;
    }
}
