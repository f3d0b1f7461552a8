package dev.titan.server.development;

import dev.titan.config.Secrets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What requests carry, fit to be shown: values whose names sound secret are hidden, long ones are cut. */
final class Masked {
    private static final int LONGEST = 2_000;

    private Masked() {}

    /**
     * Header fields as pairs of name and value.
     *
     * @param fields names and values in turn
     */
    static List<List<String>> fields(List<String> fields) {
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            pairs.add(List.of(fields.get(i), value(fields.get(i), fields.get(i + 1))));
        }
        return pairs;
    }

    /** A query as it was sent, without its question mark. */
    static String query(String query) {
        return Arrays.stream(query.split("&", -1)).map(Masked::parameter).collect(Collectors.joining("&"));
    }

    private static String parameter(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return cut(parameter);
        }
        String name = parameter.substring(0, equals);
        return name + "=" + value(decoded(name), parameter.substring(equals + 1));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** A value under its name. */
    static String value(String name, String value) {
        // A dot would begin the last name of a path.
        return cut(String.valueOf(Secrets.mask(name.replace('.', '-'), value)));
    }

    /** A text of bounded length. */
    static String cut(String text) {
        return cut(text, LONGEST);
    }

    /** A text of at most so many characters, and a sign if there were more. */
    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
