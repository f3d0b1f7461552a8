package dev.titan.server.netron;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the host itself needs of the body of a call by HTTP: its id, for an answer of the host's own, and what it calls, for the lane that it runs in. A body that is malformed has none of them; the code that reads
 * it in earnest says so. Immutable.
 *
 * @param id a JSON scalar, or the bytes of a msgpack value; null where there is none
 * @param target {@code users@1.0.0.findById}; empty where it is not known
 */
record RequestNames(@Nullable Object id, String target) {
    private static final JsonFactory JSON = new JsonFactory();
    /** Id, service and method. */
    private static final int NAMES = 3;

    private static final RequestNames NONE = new RequestNames(null, "");

    static RequestNames of(byte[] body, boolean json) {
        try {
            return json ? ofJson(body) : ofPack(body);
        } catch (IOException | PackReader.MalformedException e) {
            return NONE;
        }
    }

    private static RequestNames ofJson(byte[] body) throws IOException {
        Object id = null;
        String service = "";
        String method = "";
        int known = 0;
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            // What is called usually stands before its arguments, which need not be read twice.
            while (known < NAMES && in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                known++;
                switch (name) {
                    case "id" -> id = scalar(in, value);
                    case "service" -> service = value == JsonToken.VALUE_STRING ? in.getText() : "";
                    case "method" -> method = value == JsonToken.VALUE_STRING ? in.getText() : "";
                    default -> known--;
                }
                in.skipChildren();
            }
        }
        return new RequestNames(id, target(service, method));
    }

    private static @Nullable Object scalar(JsonParser in, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
            default -> null;
        };
    }

    private static RequestNames ofPack(byte[] body) throws PackReader.MalformedException {
        PackReader in = new PackReader(body, 0);
        Object id = null;
        String service = "";
        String method = "";
        for (long left = in.map(); left > 0; left--) {
            String name = in.text();
            int start = in.at();
            String value = "service".equals(name) || "method".equals(name) ? in.text() : null;
            if (value == null) {
                in.skip();
            } else if ("service".equals(name)) {
                service = value;
            } else {
                method = value;
            }
            if ("id".equals(name)) {
                id = Arrays.copyOfRange(body, start, in.at());
            }
        }
        return new RequestNames(id, target(service, method));
    }

    private static String target(String service, String method) {
        return service.isEmpty() || method.isEmpty() ? "" : service + "." + method;
    }
}
