package dev.titan.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the text of a titan.config.json: JSON, with comments and trailing commas as editors allow them in configuration. What is wrong with it is added to
 * a list of diagnostics.
 */
final class ConfigReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final SourceText source;
    private final List<Diagnostic> diagnostics;

    ConfigReader(SourceText source, List<Diagnostic> diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** The object the file consists of; empty when it is malformed or something else. */
    Optional<LocatedJson.Members> read() {
        try (JsonParser parser = FACTORY.createParser(source.text())) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                report(first == null ? source.at(1, 1, 0) : at(parser, 1), "the file must hold a JSON object");
                return Optional.empty();
            }
            LocatedJson.Members root = object(parser);
            if (parser.nextToken() != null) {
                report(at(parser, 1), "nothing may follow the JSON object");
                return Optional.empty();
            }
            return Optional.of(root);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            report(
                    place == null ? source.at(1, 1, 0) : source.at(place.getLineNr(), place.getColumnNr(), 1),
                    "malformed JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(SourceLocation place, String text) {
        diagnostics.add(Diagnostic.error("TITAN_C101", text, place));
    }

    private LocatedJson.Members object(JsonParser parser) throws IOException {
        SourceLocation start = at(parser, 1);
        List<LocatedJson.Member> members = new ArrayList<>();
        Map<String, SourceLocation> seen = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            SourceLocation nameAt = at(parser, name.length() + 2);
            parser.nextToken();
            LocatedJson value = value(parser);
            SourceLocation first = seen.putIfAbsent(name, nameAt);
            if (first == null) {
                members.add(new LocatedJson.Member(name, nameAt, value));
            } else {
                diagnostics.add(Diagnostic.error("TITAN_C102", "the key \"" + name + "\" occurs twice", nameAt)
                        .note("the first one is here", first));
            }
        }
        return new LocatedJson.Members(List.copyOf(members), start);
    }

    private LocatedJson value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                SourceLocation start = at(parser, 1);
                List<LocatedJson> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield new LocatedJson.Elements(List.copyOf(elements), start);
            }
            case VALUE_STRING -> new LocatedJson.Scalar(parser.getText(), at(parser, parser.getTextLength() + 2));
            case VALUE_TRUE -> new LocatedJson.Scalar(true, at(parser, 4));
            case VALUE_FALSE -> new LocatedJson.Scalar(false, at(parser, 5));
            case VALUE_NUMBER_INT ->
                new LocatedJson.Scalar(
                        parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                                ? parser.getBigIntegerValue()
                                : (Object) parser.getLongValue(),
                        at(parser, parser.getTextLength()));
            case VALUE_NUMBER_FLOAT ->
                new LocatedJson.Scalar(parser.getDoubleValue(), at(parser, parser.getTextLength()));
            default -> new LocatedJson.Scalar(null, at(parser, 4));
        };
    }

    private SourceLocation at(JsonParser parser, int length) {
        JsonLocation place = parser.currentTokenLocation();
        return source.at(place.getLineNr(), place.getColumnNr(), length);
    }
}
