package dev.titan.server.netron;

import dev.titan.model.Json;
import dev.titan.runtime.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the server itself tells a client of, as an error of Netron. Immutable.
 *
 * @param name of the error's class
 * @param code status of HTTP
 * @param message safe to show
 * @param draining whether it is because the server stops: then calls had better go to another, as {@code details} say
 */
record WireError(String name, int code, String message, boolean draining) {
    private static final int TITAN_ERROR = 110;

    WireError(String name, int code, String message) {
        this(name, code, message, false);
    }

    static WireError of(Answer.Failure failure) {
        return switch (failure.status()) {
            case 504 -> late();
            case 503, 499 -> new WireError("TransportLostError", 503, message(failure));
            default ->
                new WireError("InternalError", 500, failure.title().isEmpty() ? "Internal error" : message(failure));
        };
    }

    static WireError late() {
        return new WireError("TimeoutError", 408, "The deadline has passed");
    }

    private static String message(Answer.Failure failure) {
        return failure.detail().isEmpty() ? failure.title() : failure.title() + ": " + failure.detail();
    }

    static WireError stopping() {
        return new WireError("TransportLostError", 503, "The server is stopping", true);
    }

    /** What was asked for, or the rest of it, does not come. */
    static WireError lost(@Nullable String why) {
        return new WireError("TransportLostError", 503, why == null ? "The stream has ended" : why);
    }

    static WireError malformed(String message) {
        return new WireError("SerializationError", 400, message);
    }

    /** As the value of a packet: an extension of type 110. */
    byte[] packed() {
        byte[] details = details();
        PackWriter value = new PackWriter()
                .text(name)
                .number(code)
                .text(message)
                .raw(details)
                .undefined()
                .decimal((double) System.currentTimeMillis());
        for (int id = 0; id < 4; id++) {
            value.undefined();
        }
        byte[] content = value.nil().nil().u16(0).bytes();
        return new PackWriter().extension(TITAN_ERROR, content).bytes();
    }

    private byte[] details() {
        return draining
                ? new PackWriter().map(1).text("draining").bool(true).bytes()
                : new PackWriter().undefined().bytes();
    }

    /**
     * As the body of an answer by HTTP.
     *
     * @param id of the request as JSON has it, null where it is not known
     */
    byte[] envelope(boolean json, @Nullable Object id) {
        if (json) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("code", String.valueOf(code));
            error.put("name", name);
            error.put("message", message);
            if (draining) {
                error.put("details", Map.of("draining", true));
            }
            Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
            if (id != null) {
                envelope.put("id", id);
            }
            envelope.put("success", false);
            envelope.put("error", error);
            return Json.write(envelope).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        PackWriter packed = new PackWriter().map(id == null ? 2 : 3);
        if (id instanceof byte[] raw) {
            packed.text("id").raw(raw, 0, raw.length);
        } else if (id != null) {
            packed.text("id").text(String.valueOf(id));
        }
        byte[] details = details();
        packed.text("success")
                .bool(false)
                .text("error")
                .map(draining ? 4 : 3)
                .text("code")
                .text(String.valueOf(code))
                .text("name")
                .text(name)
                .text("message")
                .text(message);
        if (draining) {
            packed.text("details").raw(details);
        }
        return packed.bytes();
    }
}
