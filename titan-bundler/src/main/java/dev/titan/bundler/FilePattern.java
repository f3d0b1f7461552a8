package dev.titan.bundler;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pattern that a file answers, made of its name. {@code users/[id].ts} answers {@code /actions/users/:id}, {@code docs/[...rest].ts} answers
 * {@code /actions/docs/*rest}, {@code index.ts} answers its folder.
 */
final class FilePattern {
    /** As many as a match can hold. */
    private static final int MAX_PARAMETERS = 16;

    /** Not possible in file names on Windows, or with a meaning of their own in patterns or for esbuild. */
    private static final String FORBIDDEN = "\\:*?\"<>|";

    private final String file;
    private final Consumer<Diagnostic> diagnostics;
    private boolean valid = true;

    private FilePattern(String file, Consumer<Diagnostic> diagnostics) {
        this.file = file;
        this.diagnostics = diagnostics;
    }

    /**
     * Makes the pattern of an action.
     *
     * @param id the file's path below app/actions without extension
     * @param file the file to blame
     * @return null when the name is no valid one; the diagnostics say why
     */
    static @Nullable String of(String id, String file, Consumer<Diagnostic> diagnostics) {
        return new FilePattern(file, diagnostics).pattern(id);
    }

    private @Nullable String pattern(String id) {
        List<String> segments = new ArrayList<>(List.of(id.split("/", -1)));
        if (segments.get(segments.size() - 1).equals("index")) {
            segments.remove(segments.size() - 1);
        }
        StringBuilder pattern = new StringBuilder("/actions");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < segments.size(); i++) {
            boolean last = i == segments.size() - 1;
            pattern.append('/').append(segment(segments.get(i), last, names));
        }
        if (names.size() > MAX_PARAMETERS) {
            refuse(
                    Code.BAD_PARAMETER,
                    "the path has " + names.size() + " parameters, at most " + MAX_PARAMETERS + " are possible",
                    "use a rest parameter ([...rest]) and split its value");
        }
        return valid ? pattern.toString() : null;
    }

    private String segment(String segment, boolean last, Set<String> names) {
        if (segment.indexOf('\uFFFD') >= 0) {
            refuse(
                    Code.BAD_NAME,
                    "the name \"" + segment + "\" cannot be read in the character set of this process",
                    "set the environment variable LC_ALL to C.UTF-8, or rename the file");
            return segment;
        }
        int forbidden = firstForbidden(segment);
        if (forbidden >= 0) {
            refuse(
                    Code.BAD_NAME,
                    "\"" + segment + "\" cannot be part of a path: " + describe(segment.charAt(forbidden))
                            + " is not allowed in the name of an action",
                    "rename the file; app/routes.ts can give it any path");
            return segment;
        }
        if (segment.indexOf('[') < 0 && segment.indexOf(']') < 0) {
            return segment;
        }
        return parameter(segment, last, names);
    }

    private String parameter(String segment, boolean last, Set<String> names) {
        boolean whole = segment.startsWith("[")
                && segment.endsWith("]")
                && segment.indexOf('[', 1) < 0
                && segment.indexOf(']') == segment.length() - 1;
        if (!whole) {
            refuse(
                    Code.BAD_PARAMETER,
                    "\"" + segment + "\" is not a parameter: brackets enclose a whole segment",
                    "write [name] for one segment, [...name] for the rest of the path");
            return segment;
        }
        String inner = segment.substring(1, segment.length() - 1);
        boolean rest = inner.startsWith("...");
        String name = rest ? inner.substring(3) : inner;
        if (!isIdentifier(name)) {
            refuse(
                    Code.BAD_PARAMETER,
                    name.isEmpty()
                            ? "the parameter " + segment + " has no name"
                            : "the parameter name \"" + name + "\" is not an identifier",
                    "a name begins with a letter, _ or $ and goes on with these and digits, for example "
                            + suggestedName(name, rest));
        } else if (!names.add(name)) {
            refuse(Code.BAD_PARAMETER, "two parameters of this path are named \"" + name + "\"", "rename one of them");
        }
        if (rest && !last) {
            refuse(
                    Code.BAD_PARAMETER,
                    "nothing can follow the rest parameter " + segment,
                    "a rest parameter is the last segment: the file [..." + name + "].ts");
        }
        return (rest ? "*" : ":") + name;
    }

    private static String suggestedName(String name, boolean rest) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (int c : name.codePoints().toArray()) {
            boolean fits = camel.isEmpty() ? Character.isUnicodeIdentifierStart(c) : isIdentifierPart(c);
            if (fits) {
                camel.appendCodePoint(upper ? Character.toUpperCase(c) : c);
            }
            upper = !fits && !camel.isEmpty();
        }
        String valid = camel.isEmpty() ? (rest ? "rest" : "id") : camel.toString();
        return rest ? "[..." + valid + "]" : "[" + valid + "]";
    }

    private static boolean isIdentifier(String name) {
        if (name.isEmpty()) {
            return false;
        }
        int first = name.codePointAt(0);
        return (Character.isUnicodeIdentifierStart(first) || first == '_' || first == '$')
                && name.codePoints().allMatch(FilePattern::isIdentifierPart);
    }

    private static boolean isIdentifierPart(int c) {
        return c == '$' || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private static int firstForbidden(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (Character.isISOControl(c)
                    || FORBIDDEN.indexOf(c) >= 0
                    || Character.isSurrogate(c) && !paired(segment, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static String describe(char c) {
        return c > ' ' && c < 0x7F ? "the character " + c : String.format("the character U+%04X", (int) c);
    }

    private void refuse(String code, String text, String suggestion) {
        valid = false;
        diagnostics.accept(
                Diagnostic.error(code, text, SourceLocation.of(file, 1, 1)).suggest(suggestion));
    }
}
