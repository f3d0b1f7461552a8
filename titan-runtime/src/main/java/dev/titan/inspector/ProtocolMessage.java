package dev.titan.inspector;

import dev.titan.model.Json;
import dev.titan.model.PlainJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request or an event of the Chrome DevTools Protocol.
 *
 * @param id null for an event
 * @param params may be changed
 */
record ProtocolMessage(@Nullable Object id, String method, Map<String, @Nullable Object> params) {
    /** Reads one; null for what is neither, such as a response. */
    static @Nullable ProtocolMessage read(String json) {
        Object message;
        try {
            message = PlainJson.parse(json);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (message instanceof Map<?, ?> members && members.get("method") instanceof String method) {
            return new ProtocolMessage(members.get("id"), method, copy(members.get("params")));
        }
        return null;
    }

    static ProtocolMessage of(String method, Map<String, ?> params) {
        return new ProtocolMessage(null, method, copy(params));
    }

    /** As a request with another id. */
    String json(Object as) {
        return write(as);
    }

    String json() {
        return write(id);
    }

    private String write(@Nullable Object as) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (as != null) {
            members.put("id", as);
        }
        members.put("method", method);
        members.put("params", params);
        return Json.write(members);
    }

    /** An object's members, in a map that may be changed; none for anything else. */
    static Map<String, @Nullable Object> copy(@Nullable Object object) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> members) {
            members.forEach((name, value) -> copy.put((String) name, value));
        }
        return copy;
    }

    /** A whole number among the parameters or their like; 0 if there is none. */
    static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }
}
