package dev.titan.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The TypeScript client of an app's services: one file that depends on nothing, or JavaScript with its types beside it. What it runs is the
 * same for every app; the types are the app's.
 */
public final class ClientSource {
    private static final String HEAD =
            "// Made by titan gen client. Make it anew when the services change; do not edit it.\n";
    private static final Pattern EXPORT =
            Pattern.compile("(?m)^export (?:declare )?(class|interface|type|function) (\\w+)");

    private final String types;

    /**
     * @param contracts TypeScript: the interfaces of the services and what they name
     * @param services by the ids that a caller may use, the names of their interfaces
     */
    public ClientSource(String contracts, Map<String, String> services) {
        StringBuilder text = new StringBuilder();
        // Imports come first.
        text.append(contracts)
                .append("\n/** The services, by the ids that they are called by. */\nexport interface Services {\n");
        services.forEach((id, type) ->
                text.append("  '").append(id).append("': ").append(type).append(";\n"));
        text.append("}\n\n").append(resource("client/client.d.ts")).append('\n');
        types = text.toString();
    }

    /** The names that the file has for things that are not the app's. */
    public static List<String> names() {
        Set<String> names = new TreeSet<>(List.of("Services"));
        EXPORT.matcher(errors() + resource("client/client.d.ts")).results().forEach(found -> names.add(found.group(2)));
        return List.copyOf(names);
    }

    /** The types alone: what lies as {@code .d.ts} beside {@link #javaScript}. */
    public String declarations() {
        return HEAD + "\n" + types + errors();
    }

    /** What runs, without types: a module. */
    public String javaScript() {
        StringBuilder text =
                new StringBuilder(HEAD).append('\n').append(runtime()).append('\n');
        text.append("export const { ").append(String.join(", ", values())).append(" } = $titan;\n");
        return text.toString();
    }

    /**
     * Types and what runs in one module. It is not checked itself, since what runs has lost its types; whoever imports it is.
     * Classes and functions are declared in a namespace of types and made values by name, for a module cannot declare what it also has.
     */
    public String typeScript() {
        StringBuilder ambient = new StringBuilder();
        StringBuilder open = new StringBuilder();
        StringBuilder comment = new StringBuilder();
        boolean inside = false;
        for (String line : (types + errors()).lines().toList()) {
            if (!inside && (line.startsWith("/**") || line.startsWith(" *"))) {
                comment.append(line).append('\n');
                continue;
            }
            boolean begins = EXPORT.matcher(line).lookingAt();
            inside |= begins && line.matches("export (?:declare )?(class|function) .*");
            (inside ? ambient : open).append(comment).append(line).append('\n');
            comment.setLength(0);
            if (inside && (line.equals("}") || (begins && (line.endsWith(";") || line.endsWith("{}"))))) {
                inside = false;
            }
        }
        StringBuilder text = new StringBuilder("// @ts-nocheck\n")
                .append(HEAD)
                .append("/* eslint-disable */\n\n")
                .append(open);
        text.append("declare namespace $types {\n").append(ambient).append("}\n\n");
        text.append(runtime()).append('\n');
        for (String name : values()) {
            text.append("export const ")
                    .append(name)
                    .append(": typeof $types.")
                    .append(name)
                    .append(" = $titan.")
                    .append(name)
                    .append(";\n");
        }
        EXPORT.matcher(errors())
                .results()
                .filter(found -> found.group(1).equals("class"))
                .forEach(found -> text.append("export type " + found.group(2) + " = $types." + found.group(2) + ";\n"));
        return text.toString();
    }

    private static List<String> values() {
        List<String> values = new ArrayList<>();
        EXPORT.matcher(errors() + resource("client/client.d.ts"))
                .results()
                .filter(found -> isValue(found))
                .forEach(found -> values.add(found.group(2)));
        return values;
    }

    private static boolean isValue(MatchResult found) {
        return found.group(1).equals("class") || found.group(1).equals("function");
    }

    private static String runtime() {
        return resource("client/client.js");
    }

    /** The classes of errors, as the module 'titan' declares them. */
    private static String errors() {
        String module = resource("types/errors.d.ts");
        int from = module.indexOf("{\n") + 2;
        return module.substring(from, module.lastIndexOf('}')).stripTrailing().stripIndent() + "\n";
    }

    private static String resource(String name) {
        try (InputStream in = ClientSource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + ClientSource.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
