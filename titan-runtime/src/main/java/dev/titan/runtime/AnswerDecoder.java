package dev.titan.runtime;

import dev.titan.model.PlainJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From the text that stands for an answer (its forms are described at {@code encodeAnswer} of the runtime's TypeScript) to the answer.
 */
final class AnswerDecoder {
    private static final List<String> JSON = List.of("Content-Type", "application/json");
    private static final List<String> PLAIN = List.of("Content-Type", "text/plain; charset=utf-8");
    private static final Answer.Response NO_CONTENT = new Answer.Response(204, List.of(), new Answer.Empty());

    private AnswerDecoder() {}

    /**
     * @param bytes what belongs to a text of form {@code b}, else null
     * @param invocation whose answer it is
     */
    static Answer decode(String text, byte @Nullable [] bytes, Invocation invocation) {
        switch (text.charAt(0)) {
            case 'j':
                return new Answer.Response(200, JSON, new Answer.Text(text.substring(1)));
            case 'J':
                return new Answer.Response(status(text), JSON, new Answer.Text(text.substring(4)));
            case 't':
                return new Answer.Response(200, PLAIN, new Answer.Text(text.substring(1)));
            case 'n':
                return NO_CONTENT;
            case 'x':
                return failure(text, invocation.target().stacks());
            default:
                List<String> headers = new ArrayList<>();
                int body = readHeaders(text, headers);
                return new Answer.Response(
                        status(text),
                        headers,
                        switch (text.charAt(0)) {
                            case 'r' -> new Answer.Text(text.substring(body));
                            case 'b' -> new Answer.Bytes(bytes == null ? new byte[0] : bytes);
                            case 's' -> new Answer.Stream(invocation.pipe(Integer.parseInt(text.substring(body))));
                            case 'f' -> new Answer.FileBody(text.substring(body));
                            case 'e' -> new Answer.Empty();
                            default -> throw new IllegalStateException("not an answer: " + text);
                        });
        }
    }

    private static int status(String text) {
        return (text.charAt(1) - '0') * 100 + (text.charAt(2) - '0') * 10 + text.charAt(3) - '0';
    }

    /** @return the index of what follows the empty line */
    private static int readHeaders(String text, List<String> headers) {
        int from = 4;
        for (int to; (to = text.indexOf('\n', from)) != from; from = to + 1) {
            int colon = text.indexOf(": ", from);
            headers.add(text.substring(from, colon));
            headers.add(text.substring(colon + 2, to));
        }
        return from + 1;
    }

    /** @param text of form {@code x} */
    static Answer.Failure failure(String text, StackMap stacks) {
        Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(PlainJson.parse(text.substring(1)));
        int status = ((Number) Objects.requireNonNull(data.get("status"))).intValue();
        Map<String, @Nullable Object> extra = new java.util.LinkedHashMap<>();
        if (data.get("extra") instanceof Map<?, ?> members) {
            members.forEach((name, value) -> extra.put((String) name, value));
        }
        List<String> headers = new ArrayList<>();
        if (data.get("headers") instanceof List<?> list) {
            list.forEach(item -> headers.add(String.valueOf(item)));
        }
        boolean chosen = data.containsKey("detail");
        return new Answer.Failure(
                status,
                data.get("code") instanceof String code ? code : "TITAN_E" + status,
                "",
                chosen ? String.valueOf(data.get("detail")) : "",
                extra,
                headers,
                thrown(data.get("error"), stacks));
    }

    /** @param data what {@code describeThrown} gives, read from JSON; null is returned for anything else */
    static @Nullable ThrownError thrown(@Nullable Object data, StackMap stacks) {
        if (!(data instanceof Map<?, ?> error)) {
            return null;
        }
        return new ThrownError(
                String.valueOf(error.get("name")),
                String.valueOf(error.get("message")),
                String.valueOf(error.get("stack")),
                thrown(error.get("cause"), stacks),
                all(error.get("errors"), stacks),
                stacks);
    }

    private static List<ThrownError> all(@Nullable Object data, StackMap stacks) {
        List<ThrownError> errors = new ArrayList<>();
        if (data instanceof List<?> list) {
            for (Object element : list) {
                ThrownError error = thrown(element, stacks);
                if (error != null) {
                    errors.add(error);
                }
            }
        }
        return errors;
    }
}
