package dev.titan.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifest as JSON. Written and read token by token, for every start of a server reads it. Fields that are not known are skipped, so that an older
 * Titan reads what a newer one adds; a change that it could not understand raises the format's number.
 */
public final class ManifestJson {
    private static final int FORMAT = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private ManifestJson() {}

    /** UTF-8 without insignificant white space. The text of the lines that locations point at is left out: it is the author's source. */
    public static byte[] write(Manifest manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeStringField("titan", manifest.titan());
            json.writeStringField("app", manifest.app());
            json.writeArrayFieldStart("actions");
            for (ActionEntry action : manifest.actions()) {
                write(json, action);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("routes");
            for (RouteEntry route : manifest.routes()) {
                write(json, route);
            }
            json.writeEndArray();
            writeStrings(json, "env", manifest.env());
            if (manifest.services().any()) {
                ServicesJson.write(json, manifest.services());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, ActionEntry action) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", action.id());
        json.writeStringField("pattern", action.pattern());
        json.writeStringField("file", action.file());
        if (action.parks()) {
            json.writeBooleanField("parks", true);
        }
        json.writeArrayFieldStart("handlers");
        for (ActionEntry.Handler handler : action.handlers()) {
            json.writeStartObject();
            json.writeStringField("export", handler.export());
            writeStrings(json, "methods", handler.methods());
            json.writeStringField("at", handler.location().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RouteEntry route) throws IOException {
        json.writeStartObject();
        json.writeStringField("pattern", route.pattern());
        writeStrings(json, "methods", route.methods());
        json.writeStringField("at", route.location().toString());
        if (route.target() instanceof RouteEntry.Action action) {
            json.writeStringField("action", action.action());
            json.writeStringField("export", action.export());
        } else if (route.target() instanceof RouteEntry.Redirect redirect) {
            json.writeStringField("redirect", redirect.location());
            json.writeNumberField("status", redirect.status());
        } else if (route.target() instanceof RouteEntry.Reply reply) {
            json.writeStringField("reply", reply.body());
            json.writeNumberField("status", reply.status());
            json.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : new TreeMap<>(reply.headers()).entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    static void writeStrings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is not JSON, not a manifest, or of a format that this Titan does not read; the message says which
     */
    public static Manifest read(byte[] json) throws IOException {
        try (JsonParser in = FACTORY.createParser(json)) {
            expect(in, in.nextToken(), JsonToken.START_OBJECT);
            int format = 0;
            String titan = "";
            String app = "";
            List<ActionEntry> actions = List.of();
            List<RouteEntry> routes = List.of();
            List<String> env = List.of();
            Services services = Services.NONE;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                switch (field(in)) {
                    case "format" -> format = checkFormat(in.getIntValue());
                    case "titan" -> titan = in.getText();
                    case "app" -> app = in.getText();
                    case "actions" -> actions = list(in, ManifestJson::action);
                    case "routes" -> routes = list(in, ManifestJson::route);
                    case "env" -> env = list(in, JsonParser::getText);
                    case "services" -> services = ServicesJson.read(in);
                    default -> in.skipChildren();
                }
            }
            checkFormat(format);
            return new Manifest(titan, app, actions, routes, env, services);
        }
    }

    private static int checkFormat(int format) throws IOException {
        if (format == FORMAT) {
            return format;
        }
        throw new IOException("the manifest has format " + format + ", this Titan reads format " + FORMAT
                + ": build the app with the same version that serves it");
    }

    private static ActionEntry action(JsonParser in) throws IOException {
        String id = "";
        String pattern = "";
        String file = "";
        List<ActionEntry.Handler> handlers = List.of();
        boolean parks = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            switch (field(in)) {
                case "id" -> id = in.getText();
                case "pattern" -> pattern = in.getText();
                case "file" -> file = in.getText();
                case "handlers" -> handlers = list(in, ManifestJson::handler);
                case "parks" -> parks = in.getBooleanValue();
                default -> in.skipChildren();
            }
        }
        return new ActionEntry(id, pattern, file, handlers, parks);
    }

    private static ActionEntry.Handler handler(JsonParser in) throws IOException {
        String export = "";
        List<String> methods = List.of();
        String at = "";
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            switch (field(in)) {
                case "export" -> export = in.getText();
                case "methods" -> methods = list(in, JsonParser::getText);
                case "at" -> at = in.getText();
                default -> in.skipChildren();
            }
        }
        return new ActionEntry.Handler(export, methods, location(at));
    }

    private static RouteEntry route(JsonParser in) throws IOException {
        String pattern = "";
        List<String> methods = List.of();
        String at = "";
        String kind = "";
        String target = "";
        String export = "";
        int status = 0;
        Map<String, String> headers = Map.of();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = field(in);
            switch (name) {
                case "pattern" -> pattern = in.getText();
                case "methods" -> methods = list(in, JsonParser::getText);
                case "at" -> at = in.getText();
                case "action", "redirect", "reply" -> {
                    kind = name;
                    target = in.getText();
                }
                case "export" -> export = in.getText();
                case "status" -> status = in.getIntValue();
                case "headers" -> headers = headers(in);
                default -> in.skipChildren();
            }
        }
        RouteEntry.Target what = switch (kind) {
            case "action" -> new RouteEntry.Action(target, export);
            case "redirect" -> new RouteEntry.Redirect(target, status);
            case "reply" -> new RouteEntry.Reply(status, headers, target);
            default -> throw new IOException("the manifest's route " + pattern + " has no target");
        };
        return new RouteEntry(pattern, methods, what, location(at));
    }

    private static Map<String, String> headers(JsonParser in) throws IOException {
        expect(in, in.currentToken(), JsonToken.START_OBJECT);
        Map<String, String> headers = new TreeMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            headers.put(field(in), in.getText());
        }
        return headers;
    }

    static SourceLocation location(String text) throws IOException {
        int column = text.lastIndexOf(':');
        int line = text.lastIndexOf(':', column - 1);
        try {
            return SourceLocation.of(
                    text.substring(0, line),
                    Integer.parseInt(text, line + 1, column, 10),
                    Integer.parseInt(text, column + 1, text.length(), 10));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("the manifest has a location '" + text + "', expected file:line:column", e);
        }
    }

    @FunctionalInterface
    interface Element<T> {
        T read(JsonParser in) throws IOException;
    }

    static <T> List<T> list(JsonParser in, Element<T> element) throws IOException {
        expect(in, in.currentToken(), JsonToken.START_ARRAY);
        List<T> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(element.read(in));
        }
        return list;
    }

    /** The name of the field that the parser is at; the parser moves on to its value. */
    static String field(JsonParser in) throws IOException {
        String name = in.currentName();
        in.nextToken();
        return name;
    }

    private static void expect(JsonParser in, JsonToken found, JsonToken expected) throws IOException {
        if (found != expected) {
            throw new IOException("the manifest has " + found + " where " + expected + " was expected, at "
                    + in.currentLocation().offsetDescription());
        }
    }
}
