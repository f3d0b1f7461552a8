package dev.titan.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Content-Disposition field of a part of multipart/form-data (RFC 7578, 4.2). Immutable.
 *
 * @param name of the form's field
 * @param filename last segment of the file's name, or null when the part is no file
 */
record Disposition(String name, @Nullable String filename) {
    /** A field that is missing, is not {@code form-data} or names nothing. */
    static final Disposition MISSING = new Disposition("", null);

    static Disposition parse(@Nullable String field) {
        if (field == null || !field.toLowerCase(Locale.ROOT).startsWith("form-data")) {
            return MISSING;
        }
        String name = parameter(field, "name");
        String filename = parameter(field, "filename");
        return name == null ? MISSING : new Disposition(name, filename == null ? null : lastSegment(filename));
    }

    private static String lastSegment(String filename) {
        return filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
    }

    /** The value of a parameter. Browsers escape a quotation mark as {@code %22} (HTML, multipart/form-data encoding algorithm), others with a backslash. */
    private static @Nullable String parameter(String field, String wanted) {
        int at = field.indexOf(';');
        while (at >= 0 && at < field.length()) {
            int equals = field.indexOf('=', at);
            if (equals < 0) {
                return null;
            }
            String name = field.substring(at + 1, equals).strip();
            StringBuilder value = new StringBuilder();
            int i = equals + 1;
            if (i < field.length() && field.charAt(i) == '"') {
                for (i++; i < field.length() && field.charAt(i) != '"'; i++) {
                    boolean escaped = field.charAt(i) == '\\'
                            && i + 1 < field.length()
                            && (field.charAt(i + 1) == '"' || field.charAt(i + 1) == '\\');
                    value.append(field.charAt(escaped ? ++i : i));
                }
                at = field.indexOf(';', i);
            } else {
                at = field.indexOf(';', i);
                value.append(field, i, at < 0 ? field.length() : at);
            }
            if (name.equalsIgnoreCase(wanted)) {
                return value.toString()
                        .strip()
                        .replace("%22", "\"")
                        .replace("%0D", "\r")
                        .replace("%0A", "\n");
            }
        }
        return null;
    }
}
