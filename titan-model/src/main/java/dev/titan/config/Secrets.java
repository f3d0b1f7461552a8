package dev.titan.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides what nobody should read in a terminal, a log or a page: values whose names sound secret, and passwords inside URLs. */
public final class Secrets {
    /** Stands for a hidden value; tells nothing of its length. */
    public static final String MASK = "******";

    private static final Pattern NAME = Pattern.compile(
            "passwords?|passwd|passphrase|pwd|pass|secrets?|tokens?|credentials?|keys?|apikey|privatekey|auth|authorization|cookie|salt|dsn");
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

    /** The password of a URL's authority (RFC 3986, 3.2.1), up to the last @ before the path. */
    private static final Pattern URL_PASSWORD =
            Pattern.compile("(\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s/?#:@]*:)[^\\s/?#]*@");

    /** A password or token among the parameters of a URL, as JDBC has it. */
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)([?&;](?:password|passwd|pwd|token|secret|api_?key|access_?key|sig(?:nature)?)=)[^&;#\\s]*");

    private Secrets() {}

    /** Whether values under such a name are secret: one of its words is, in any of the usual spellings ({@code apiKey}, {@code API_KEY}, {@code api-key}). */
    public static boolean isSecret(String name) {
        for (String word : WORDS.split(name)) {
            if (NAME.matcher(word.toLowerCase(Locale.ROOT)).matches()) {
                return true;
            }
        }
        return false;
    }

    /**
     * A value fit to be shown under its name. Objects and lists are masked inside; what is no secret comes back as it is.
     *
     * @param name the last name of a dotted path decides, then each name inside the value
     */
    public static @Nullable Object mask(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> masked = new LinkedHashMap<>();
            map.forEach((key, inner) ->
                    masked.put((String) key, mask(isSecret(last(name)) ? name : (String) key, inner)));
            return masked;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>();
            list.forEach(element -> masked.add(mask(name, element)));
            return masked;
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (isSecret(last(name))) {
            return value.equals("") ? value : MASK;
        }
        return value instanceof String text ? maskUrls(text) : value;
    }

    /** Hides passwords in the URLs that a text holds. */
    public static String maskUrls(String text) {
        String masked = URL_PASSWORD.matcher(text).replaceAll("$1" + MASK + "@");
        return PARAMETER.matcher(masked).replaceAll("$1" + MASK);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
