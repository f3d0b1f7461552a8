package dev.titan.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/** The services in a manifest's JSON. */
final class ServicesJson {
    private ServicesJson() {}

    static void write(JsonGenerator json, Services services) throws IOException {
        json.writeObjectFieldStart("services");
        ManifestJson.writeStrings(json, "files", services.files());
        json.writeArrayFieldStart("entries");
        for (ServiceEntry entry : services.entries()) {
            json.writeStartObject();
            json.writeStringField("name", entry.name());
            json.writeStringField("version", entry.version());
            json.writeStringField("class", entry.className());
            json.writeStringField("at", entry.location().toString());
            json.writeArrayFieldStart("methods");
            for (ServiceEntry.Method method : entry.methods()) {
                json.writeStartObject();
                json.writeStringField("name", method.name());
                ManifestJson.writeStrings(json, "parameters", method.parameters());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static Services read(JsonParser in) throws IOException {
        List<String> files = List.of();
        List<ServiceEntry> entries = List.of();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            switch (ManifestJson.field(in)) {
                case "files" -> files = ManifestJson.list(in, JsonParser::getText);
                case "entries" -> entries = ManifestJson.list(in, ServicesJson::entry);
                default -> in.skipChildren();
            }
        }
        return new Services(files, entries);
    }

    private static ServiceEntry entry(JsonParser in) throws IOException {
        String name = "";
        String version = "";
        String type = "";
        String at = "";
        List<ServiceEntry.Method> methods = List.of();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            switch (ManifestJson.field(in)) {
                case "name" -> name = in.getText();
                case "version" -> version = in.getText();
                case "class" -> type = in.getText();
                case "at" -> at = in.getText();
                case "methods" -> methods = ManifestJson.list(in, ServicesJson::method);
                default -> in.skipChildren();
            }
        }
        return new ServiceEntry(name + "@" + version, name, version, type, methods, ManifestJson.location(at));
    }

    private static ServiceEntry.Method method(JsonParser in) throws IOException {
        String name = "";
        List<String> parameters = List.of();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            switch (ManifestJson.field(in)) {
                case "name" -> name = in.getText();
                case "parameters" -> parameters = ManifestJson.list(in, JsonParser::getText);
                default -> in.skipChildren();
            }
        }
        return new ServiceEntry.Method(name, parameters);
    }
}
