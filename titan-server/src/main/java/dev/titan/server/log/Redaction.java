package dev.titan.server.log;

import dev.titan.config.Secrets;
import dev.titan.config.TitanConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides values in the fields of log lines by their names: {@code log.redact}. A name is hidden if the words of an entry follow one another in it, however they are spelled: {@code apiKey} hides {@code API_KEY} and
 * {@code stripeApiKeys}, and not {@code key}. Immutable.
 */
final class Redaction {
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

    private final List<String> hidden;

    /** @param names {@link TitanConfig.Log#redact} */
    Redaction(List<String> names) {
        hidden = names.stream()
                .map(Redaction::words)
                .filter(words -> !words.isBlank())
                .toList();
    }

    /** The words of a name in lower case and without the s of a plural, each between blanks. */
    private static String words(String name) {
        StringBuilder words = new StringBuilder(" ");
        for (String word : WORDS.split(name)) {
            String lower = word.toLowerCase(Locale.ROOT);
            boolean plural = lower.length() > 3 && lower.endsWith("s") && !lower.endsWith("ss");
            words.append(plural ? lower.substring(0, lower.length() - 1) : lower)
                    .append(' ');
        }
        return words.toString();
    }

    private boolean hides(String name) {
        if (hidden.isEmpty()) {
            return false;
        }
        String words = words(name);
        return hidden.stream().anyMatch(words::contains);
    }

    /** A field's value as it is to be written. Names within it count too. */
    @Nullable
    Object value(String name, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (hides(name)) {
            return Secrets.MASK;
        }
        if (value instanceof Map<?, ?> members) {
            Map<Object, @Nullable Object> shown = new LinkedHashMap<>();
            members.forEach((key, member) -> shown.put(key, value(String.valueOf(key), member)));
            return shown;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> shown = new ArrayList<>(list.size());
            list.forEach(each -> shown.add(value("", each)));
            return shown;
        }
        return value;
    }
}
