package dev.titan.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 422: the arguments do not fit the schemas of the method, which has not run. */
public class ValidationException extends NetronException {
    /** For what a server has said. */
    public ValidationException(RemoteError error) {
        super(error);
    }

    /** What is wrong, one entry for each place; empty if the server does not say. */
    public List<Field> invalidFields() {
        List<Field> found = new ArrayList<>();
        if (Decoder.object(details()).get("fields") instanceof List<?> fields) {
            for (Object field : fields) {
                Map<String, @Nullable Object> entry = Decoder.object(field);
                found.add(new Field(
                        text(entry.get("path")),
                        text(entry.get("message")),
                        entry.get("code") instanceof String code ? code : null));
            }
        }
        return found;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    /**
     * One thing that is wrong.
     *
     * @param path which argument and where in it: {@code 0.items.1.price}
     * @param message what was expected
     * @param code a word of the schema's library for programs, null if it gave none
     */
    public record Field(
            String path, String message, @Nullable String code) {}
}
