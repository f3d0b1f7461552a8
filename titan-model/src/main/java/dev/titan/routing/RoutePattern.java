package dev.titan.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A route's pattern, taken apart. Immutable. The pattern {@code /} has no segments. A pattern that ends in a slash has an empty literal as its last
 * segment: it matches only paths that end in a slash, and one that does not matches only paths that do not.
 */
public record RoutePattern(List<Segment> segments) {
    /** Most parameters in one pattern. */
    public static final int MAX_PARAMETERS = 16;

    /** What one segment of a path has to be. */
    public sealed interface Segment {}

    /**
     * Exactly this.
     *
     * @param text decoded; its form in a path is {@link CanonicalPath#encode}
     */
    public record Literal(String text) implements Segment {}

    /** Any segment that is not empty and has the type's form. */
    public record Parameter(String name, Type type) implements Segment {}

    /** The whole rest of the path, slashes included: at least one segment, the first not empty. Always the last. */
    public record Rest(String name) implements Segment {}

    /** The form that a parameter's text must have, the most specific first. */
    public enum Type {
        /** 8-4-4-4-12 hexadecimal digits of either case. */
        UUID,
        /** An optional minus and decimal digits. */
        INT,
        /** An optional minus, decimal digits, and optionally a point with more of them. */
        NUMBER,
        /** Any text. */
        STRING;

        /** As written in a pattern. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Type> of(String word) {
            for (Type type : values()) {
                if (type.word().equals(word)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** The text is no pattern. The message says why, in one sentence without a full stop. */
    public static final class MalformedException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final String found;

        MalformedException(String message, String found) {
            super(message);
            this.found = found;
        }

        /** What is wrong, one sentence without a full stop. */
        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        /** The part of the pattern that is to blame, or empty. */
        public String found() {
            return found;
        }
    }

    public RoutePattern {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a pattern in the syntax of {@link dev.titan.model.RouteEntry}.
     *
     * @throws MalformedException if it does not begin with a slash, has an empty segment but for the last, names a parameter badly or twice, has an unknown
     *     type, more than {@link #MAX_PARAMETERS} parameters or something after the rest
     */
    public static RoutePattern parse(String pattern) {
        if (!pattern.startsWith("/")) {
            throw new MalformedException("a pattern begins with a slash", pattern);
        }
        List<Segment> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String[] texts = pattern.substring(1).split("/", -1);
        for (int i = 0; i < texts.length && !pattern.equals("/"); i++) {
            boolean last = i == texts.length - 1;
            if (texts[i].isEmpty() && !last) {
                throw new MalformedException("a segment is empty", "//");
            }
            Segment segment = segment(texts[i], last);
            String name = name(segment);
            if (!name.isEmpty() && !names.add(name)) {
                throw new MalformedException("two parameters are named '" + name + "'", texts[i]);
            }
            segments.add(segment);
        }
        if (names.size() > MAX_PARAMETERS) {
            throw new MalformedException(
                    "it has " + names.size() + " parameters, at most " + MAX_PARAMETERS + " are possible", "");
        }
        return new RoutePattern(segments);
    }

    private static Segment segment(String text, boolean last) {
        if (text.startsWith("*")) {
            String name = text.substring(1);
            if (!isName(name)) {
                throw new MalformedException("'" + text + "' is not a name for the rest", text);
            }
            if (!last) {
                throw new MalformedException("nothing may follow the rest '" + text + "'", text);
            }
            return new Rest(name);
        }
        if (!text.startsWith(":")) {
            return new Literal(text);
        }
        int open = text.indexOf('<');
        if (open < 0) {
            if (!isName(text.substring(1))) {
                throw new MalformedException(
                        "'" + text + "' is not a parameter: ':' and a name fill a whole segment", text);
            }
            return new Parameter(text.substring(1), Type.STRING);
        }
        String name = text.substring(1, open);
        if (!isName(name) || !text.endsWith(">")) {
            throw new MalformedException(
                    "'" + text + "' is not a parameter: ':name<type>' fills a whole segment", text);
        }
        String word = text.substring(open + 1, text.length() - 1);
        Type type = Type.of(word)
                .orElseThrow(() -> new MalformedException("there is no parameter type '" + word + "'", word));
        return new Parameter(name, type);
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && isNameStart(text.codePointAt(0))
                && text.codePoints()
                        .allMatch(c -> isNameStart(c)
                                || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }

    private static boolean isNameStart(int c) {
        return Character.isUnicodeIdentifierStart(c) || c == '_' || c == '$';
    }

    private static String name(Segment segment) {
        if (segment instanceof Parameter parameter) {
            return parameter.name();
        }
        return segment instanceof Rest rest ? rest.name() : "";
    }

    /** The parameters' names, in the order in which {@link RouteMatch} holds their values. */
    public List<String> names() {
        return segments.stream()
                .map(RoutePattern::name)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The pattern without its parameters' names: two patterns of one shape match the same paths, and nothing tells them apart. */
    public String shape() {
        if (segments.isEmpty()) {
            return "/";
        }
        return segments.stream().map(RoutePattern::shape).collect(Collectors.joining("/", "/", ""));
    }

    private static String shape(Segment segment) {
        if (segment instanceof Literal literal) {
            return CanonicalPath.encode(literal.text());
        }
        // "<" and ">" are percent-encoded in a literal, so that no literal looks like these.
        return segment instanceof Parameter parameter ? "<" + parameter.type().word() + ">" : "<*>";
    }

    /** The pattern as its author would write it. */
    @Override
    public String toString() {
        if (segments.isEmpty()) {
            return "/";
        }
        return segments.stream().map(RoutePattern::text).collect(Collectors.joining("/", "/", ""));
    }

    private static String text(Segment segment) {
        if (segment instanceof Literal literal) {
            return literal.text();
        }
        if (segment instanceof Rest rest) {
            return "*" + rest.name();
        }
        Parameter parameter = (Parameter) segment;
        return ":" + parameter.name()
                + (parameter.type() == Type.STRING ? "" : "<" + parameter.type().word() + ">");
    }
}
