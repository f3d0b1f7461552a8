package dev.titan.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of operations in the form in which JavaScript takes them: for each a line {@code number kind length bytes}, and so many characters. Kinds are {@code e}, a
 * failure, and {@code j}, a value, both JSON, and {@code t}, a text. A length of -1 is no value at all, {@code bytes} is 1 where there are some beside it, else 0.
 */
final class OutcomeText {
    private final StringBuilder text = new StringBuilder();
    private List<byte[]> bytes = List.of();

    void failure(int number, String json) {
        line(number, 'e', json.length(), null).append(json);
    }

    void json(int number, @Nullable String json, byte @Nullable [] beside) {
        line(number, 'j', json == null ? -1 : json.length(), beside);
        if (json != null) {
            text.append(json);
        }
    }

    void text(int number, String first, String rest, byte @Nullable [] beside) {
        line(number, 't', first.length() + rest.length(), beside).append(first).append(rest);
    }

    private StringBuilder line(int number, char kind, int length, byte @Nullable [] beside) {
        if (beside != null) {
            if (bytes.isEmpty()) {
                bytes = new ArrayList<>();
            }
            bytes.add(beside);
        }
        return text.append(number)
                .append(' ')
                .append(kind)
                .append(' ')
                .append(length)
                .append(beside == null ? " 0\n" : " 1\n");
    }

    /** Of those outcomes that have some, in their order. */
    List<byte[]> bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
