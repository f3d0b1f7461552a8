package dev.titan.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsModule;
import dev.titan.engine.JsObject;
import dev.titan.engine.Source;
import dev.titan.model.Bundle;
import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import dev.titan.model.SourceLocation;
import dev.titan.model.SourceMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs the bundle of app/routes in an isolate and notes its calls of {@code route}. */
final class RouteScript {
    private static final JsonMapper JSON = new JsonMapper();

    private final Bundle bundle;
    private final SourceMap map;
    private final Pattern frame;

    private RouteScript(Bundle bundle) {
        this.bundle = bundle;
        map = SourceMap.parse(bundle.sourceMap());
        frame = Pattern.compile(Pattern.quote(bundle.name()) + ":(\\d+):(\\d+)");
    }

    /**
     * The calls, in the order made.
     *
     * @param limit how long the script may take
     * @throws DiagnosticException if it throws, cannot be linked or takes too long
     */
    static List<RouteCall> calls(Bundle bundle, Duration limit) throws DiagnosticException {
        RouteScript script = new RouteScript(bundle);
        try {
            String calls = BuildIsolate.run(limit, script::run);
            return script.read(calls);
        } catch (JsException e) {
            throw script.failure(message(e), script.place(e));
        } catch (TimeoutException e) {
            throw script.failure("it does not end: it was stopped after " + limit.toSeconds() + " s", script.start());
        }
    }

    private String run(Isolate isolate) throws JsException {
        try (JsModule recorder = isolate.module(Source.of("titan:///record.js", recorderCode()))) {
            JsObject functions = recorder.namespace();
            isolate.provide("titan", functions.function("titan").callObject());
            isolate.provide("titan:node", functions.function("node").callObject());
            JsModule routes = isolate.module(Source.of(bundle.name(), bundle.code()));
            String calls = functions.function("finish").call(routes.namespace());
            return calls == null ? "[]" : calls;
        }
    }

    private static String recorderCode() {
        try (InputStream in = RouteScript.class.getResourceAsStream("record.js")) {
            if (in == null) {
                throw new IllegalStateException("record.js is missing beside " + RouteScript.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<RouteCall> read(String json) {
        List<RouteCall> calls = new ArrayList<>();
        try {
            for (JsonNode call : JSON.readTree(json)) {
                List<String> prefix = new ArrayList<>();
                call.get("prefix").forEach(part -> prefix.add(part.asText()));
                List<JsonNode> arguments = new ArrayList<>();
                call.get("args").forEach(arguments::add);
                SourceLocation place = place(call.get("stack").asText());
                calls.add(new RouteCall(
                        call.get("kind").asText(),
                        call.get("method").asText(),
                        prefix,
                        arguments,
                        place == null ? start() : place));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the recorder of routes wrote no JSON", e);
        }
        return calls;
    }

    private DiagnosticException failure(String why, SourceLocation place) {
        return new DiagnosticException(
                List.of(Diagnostic.error(RouteCode.FAILED, start().file() + " failed: " + why, place)));
    }

    /** With the error's name, which V8 writes at the head of a stack. */
    private static String message(JsException e) {
        int frames = e.stack().indexOf("\n    at ");
        return frames < 0 ? String.valueOf(e.getMessage()) : e.stack().substring(0, frames);
    }

    private SourceLocation place(JsException e) {
        SourceLocation thrown = place(e.stack());
        if (thrown == null && e.resource().equals(bundle.name())) {
            thrown = map.original(e.line(), Math.max(1, e.column()));
        }
        return thrown == null ? start() : thrown;
    }

    /** The first frame of a stack that is in the author's code. */
    private @Nullable SourceLocation place(String stack) {
        Matcher frames = frame.matcher(stack);
        while (frames.find()) {
            SourceLocation place = map.original(Integer.parseInt(frames.group(1)), Integer.parseInt(frames.group(2)));
            if (place != null) {
                return underlined(place);
            }
        }
        return null;
    }

    /** With the length of the word that stands there. */
    private static SourceLocation underlined(SourceLocation place) {
        String line = place.lineText();
        int end = place.column() - 1;
        while (end < line.length() && Character.isUnicodeIdentifierPart(line.charAt(end))) {
            end++;
        }
        return new SourceLocation(
                place.file(), place.line(), place.column(), Math.max(0, end - place.column() + 1), line);
    }

    private SourceLocation start() {
        String file = map.sources().stream()
                .filter(source -> source.startsWith("app/routes."))
                .findFirst()
                .orElse("app/routes.ts");
        return SourceLocation.of(file, 1, 1);
    }
}
