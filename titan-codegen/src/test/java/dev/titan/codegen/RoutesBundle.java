package dev.titan.codegen;

import dev.titan.model.Bundle;
import dev.titan.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bundle of an app/routes.ts that is JavaScript already, with a source map that maps the beginning of each word to itself. */
final class RoutesBundle {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private RoutesBundle() {}

    static Bundle of(String code) {
        List<String> mappings = new ArrayList<>();
        String[] lines = code.split("\n", -1);
        int lastLine = 0;
        int lastOriginal = 0;
        for (int line = 0; line < lines.length; line++) {
            List<String> segments = new ArrayList<>();
            int lastColumn = 0;
            for (int i = 0; i < lines[line].length(); i++) {
                boolean word = Character.isJavaIdentifierPart(lines[line].charAt(i));
                if (!word || i > 0 && Character.isJavaIdentifierPart(lines[line].charAt(i - 1))) {
                    continue;
                }
                segments.add(vlq(i - lastColumn) + "A" + vlq(line - lastLine) + vlq(i - lastOriginal));
                lastColumn = i;
                lastLine = line;
                lastOriginal = i;
            }
            mappings.add(String.join(",", segments));
        }
        String map = Json.write(Map.of(
                "version",
                3,
                "sources",
                List.of("app/routes.ts"),
                "sourcesContent",
                List.of(code),
                "mappings",
                String.join(";", mappings)));
        return new Bundle("titan:///routes.js", code, map);
    }

    private static String vlq(int value) {
        StringBuilder out = new StringBuilder();
        int rest = value < 0 ? -value << 1 | 1 : value << 1;
        do {
            int digit = rest & 31;
            rest >>>= 5;
            out.append(BASE64.charAt(rest > 0 ? digit | 32 : digit));
        } while (rest > 0);
        return out.toString();
    }
}
