package dev.titan.server.development;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.titan.model.ErrorCode;
import dev.titan.runtime.Answer;
import dev.titan.server.endpoint.Answers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /__titan/open}: opens a file of the app in the author's editor. The body is JSON, {@code {"file": "app/actions/user.ts", "line": 12, "column": 3}}, the file
 * relative to the app's folder. Answers 204 once the editor is started, 404 when the app has no such file, 409 when there is no editor to start.
 */
final class OpenInEditor implements DevelopmentResource {
    private static final Logger LOG = LoggerFactory.getLogger(OpenInEditor.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_BODY = 16 << 10;

    private final ProjectFiles files;
    private final Editor editor;

    OpenInEditor(ProjectFiles files, Editor editor) {
        this.files = files;
        this.editor = editor;
    }

    private record Wanted(String file, int line, int column) {}

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public void answer(HttpServerExchange exchange, String requestId, Answers answers) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            // No form of another site's page can send this type.
            answers.answer(
                    exchange,
                    requestId,
                    Answer.Failure.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json"));
            return;
        }
        if (exchange.getRequestContentLength() > MAX_BODY) {
            answers.answer(exchange, requestId, Answer.Failure.of(ErrorCode.BODY_TOO_LARGE, ""));
            return;
        }
        exchange.setMaxEntitySize(MAX_BODY);
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, body) ->
                                received.dispatch(received.getConnection().getWorker(), () -> {
                                    // Starting a process blocks, and answers are written on the I/O thread.
                                    Answer answer = open(body);
                                    received.getIoThread().execute(() -> answers.answer(received, requestId, answer));
                                }),
                        (received, e) -> answers.answer(
                                received, requestId, Answer.Failure.of(ErrorCode.BAD_BODY, "The body cannot be read")));
    }

    private Answer open(byte[] body) {
        Wanted wanted = wanted(body);
        if (wanted == null) {
            return Answer.Failure.of(
                    ErrorCode.BAD_BODY,
                    "The body must be like {\"file\": \"app/actions/user.ts\", \"line\": 12, \"column\": 3}");
        }
        Path file = files.find(wanted.file());
        if (file == null) {
            return Answer.Failure.of(ErrorCode.NOT_FOUND, "The app's folder has no such file.");
        }
        String obstacle = editor.obstacle();
        if (!obstacle.isEmpty()) {
            return conflict(obstacle + ".");
        }
        try {
            editor.open(file, wanted.line(), wanted.column());
            return new Answer.Response(204, List.of(), new Answer.Empty());
        } catch (IOException e) {
            LOG.warn("The editor cannot be started: {}", e.getMessage());
            return conflict("The editor cannot be started: " + e.getMessage() + ".");
        }
    }

    private static Answer conflict(String detail) {
        return Answer.Failure.of(409, "TITAN_E409", "", detail);
    }

    private static @Nullable Wanted wanted(byte[] body) {
        String file = "";
        int line = 1;
        int column = 1;
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "file" -> file = in.getValueAsString("");
                    case "line" -> line = in.getValueAsInt(1);
                    case "column" -> column = in.getValueAsInt(1);
                    default -> in.skipChildren();
                }
            }
        } catch (IOException e) {
            return null;
        }
        return file.isEmpty() ? null : new Wanted(file, Math.max(1, line), Math.max(1, column));
    }
}
