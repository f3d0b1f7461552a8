package dev.titan.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How both sides of a connection begin: by a message of JSON each. Of the server's only the extensions matter. */
final class Handshake {
    private static final List<String> OFFERED = List.of("cancel", "credit", "meta");
    private static final Pattern EXTENSIONS = Pattern.compile("\"ext\"\\s*:\\s*\\[([^\\]]*)]");
    private static final Pattern NAME = Pattern.compile("\"([^\"\\\\]*)\"");

    private Handshake() {}

    /** The extensions that both sides know. */
    static Set<String> extensions(String hello) {
        Set<String> offered = new HashSet<>();
        Matcher list = EXTENSIONS.matcher(hello);
        if (list.find()) {
            Matcher name = NAME.matcher(list.group(1));
            while (name.find()) {
                offered.add(name.group(1));
            }
        }
        offered.retainAll(OFFERED);
        return Set.copyOf(offered);
    }

    /** What the client says, under a new id. */
    static String answer() {
        return "{\"type\":\"client-id\",\"id\":\"" + UUID.randomUUID() + "\",\"ext\":[\""
                + String.join("\",\"", OFFERED) + "\"]}";
    }
}
