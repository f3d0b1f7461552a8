package dev.titan.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Joins two source maps into one: code was made of a text that was itself made of the author's. */
public final class SourceMapComposition {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private SourceMapComposition() {}

    /**
     * The map from code to the author's sources.
     *
     * @param inner the map from the text in between to the author's sources, as JSON
     * @param mappings the mappings from the code to the text in between, whose one source is that text
     * @return JSON with the sources of {@code inner} and without names
     * @throws IllegalArgumentException if either is malformed
     */
    public static String compose(String inner, String mappings) {
        String composed = mappings(SourceMap.parse(inner), SourceMap.parseMappings(mappings));
        StringWriter text = new StringWriter(inner.length() + composed.length());
        try (JsonParser in = FACTORY.createParser(inner);
                JsonGenerator out = FACTORY.createGenerator(text)) {
            in.nextToken();
            out.writeStartObject();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "mappings" -> out.writeStringField(name, composed);
                    case "names" -> {
                        in.skipChildren();
                        out.writeFieldName(name);
                        out.writeStartArray();
                        out.writeEndArray();
                    }
                    default -> {
                        out.writeFieldName(name);
                        out.copyCurrentStructure(in);
                    }
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String mappings(SourceMap inner, SourceMap outer) {
        StringBuilder text = new StringBuilder();
        int[] last = new int[3];
        for (int line = 0; line < outer.lineCount(); line++) {
            if (line > 0) {
                text.append(';');
            }
            int column = 0;
            boolean first = true;
            for (int at = outer.firstSegment(line); at < outer.firstSegment(line + 1); at++) {
                int place = outer.isMapped(at) ? inner.segmentAt(outer.sourceLine(at), outer.sourceColumn(at)) : -1;
                if (place < 0 || !inner.isMapped(place)) {
                    continue;
                }
                if (!first) {
                    text.append(',');
                }
                first = false;
                append(text, outer.column(at) - column);
                column = outer.column(at);
                int[] now = {inner.source(place), inner.sourceLine(place), inner.sourceColumn(place)};
                for (int i = 0; i < now.length; i++) {
                    append(text, now[i] - last[i]);
                }
                last = now;
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int value) {
        int rest = value < 0 ? (-value << 1) | 1 : value << 1;
        do {
            int digit = rest & 31;
            rest >>>= 5;
            text.append(BASE64.charAt(rest > 0 ? digit | 32 : digit));
        } while (rest > 0);
    }
}
