package dev.titan.host.events;

import java.util.List;

/** Which events a handler wants: words with dots between; {@code *} is any word, {@code **} at the end one or more. Immutable. */
public record EventPattern(List<String> words, boolean open) {
    public EventPattern {
        words = List.copyOf(words);
    }

    /** Reads one; a text that is none matches nothing. */
    public static EventPattern parse(String text) {
        List<String> words = List.of(text.split("\\."));
        boolean open = words.get(words.size() - 1).equals("**");
        return new EventPattern(open ? words.subList(0, words.size() - 1) : words, open);
    }

    /** Whether an event of that name is wanted. */
    public boolean matches(String event) {
        String[] given = event.split("\\.");
        if (open ? given.length <= words.size() : given.length != words.size()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).equals("*") && !words.get(i).equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
