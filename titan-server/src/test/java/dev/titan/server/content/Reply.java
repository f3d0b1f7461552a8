package dev.titan.server.content;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The bytes that a server answered, taken apart. Immutable.
 *
 * @param head status line and fields as text
 * @param body whatever came after the head
 */
public record Reply(String head, byte[] body) {

    static Reply parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no head in: " + text);
        }
        return new Reply(text.substring(0, end), text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The status code. */
    public int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    /** The values of a field, joined by a comma and a space; empty when it is absent. */
    public String header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        List<String> values = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).trim())
                .toList();
        return values.stream().collect(Collectors.joining(", "));
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
