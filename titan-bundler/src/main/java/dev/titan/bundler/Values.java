package dev.titan.bundler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access to untyped trees of maps, lists and scalars, as JSON and esbuild's packets are. What is absent or of another kind reads as empty. */
final class Values {
    private static final JsonFactory JSON = new JsonFactory();

    private Values() {}

    /**
     * Reads JSON: objects in order, integers as Long.
     *
     * @throws IOException when it is malformed
     */
    static @Nullable Object parse(String json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return value(parser);
        }
    }

    /**
     * Reads one member of a JSON object and passes over the others.
     *
     * @return null when there is none of that name
     * @throws IOException when the object is malformed up to there
     */
    static @Nullable Object parseMember(String json, String member) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(member)) {
                    return value(parser);
                }
                parser.skipChildren();
            }
            return null;
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    @SuppressWarnings("unchecked") // both readers make maps with String keys only
    static Map<String, @Nullable Object> map(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return (Map<String, @Nullable Object>) value;
        }
        return Map.of();
    }

    @SuppressWarnings("unchecked") // any element is an Object
    static List<@Nullable Object> list(@Nullable Object value) {
        if (value instanceof List<?>) {
            return (List<@Nullable Object>) value;
        }
        return List.of();
    }

    /** The elements that are maps. */
    static List<Map<String, @Nullable Object>> maps(@Nullable Object value) {
        return list(value).stream().map(Values::map).toList();
    }

    static String string(@Nullable Object value) {
        return value instanceof String string ? string : "";
    }

    static int integer(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }

    static boolean flag(@Nullable Object value) {
        return Boolean.TRUE.equals(value);
    }
}
