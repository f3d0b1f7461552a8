package dev.titan.cli;

import dev.titan.model.SourceLocation;
import dev.titan.model.SourceMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** A script as a debugger sees it: by its source map, in the author's lines. */
record DebuggedScript(String url, String code, SourceMap map) {
    /** The script that has been made of a file, once V8 has told of it. */
    static DebuggedScript await(DebuggerClient debugger, String file) throws Exception {
        while (true) {
            Map<?, ?> parsed = debugger.await(
                    "Debugger.scriptParsed",
                    script -> String.valueOf(script.get("sourceMapURL")).startsWith("data:"));
            String map = (String) parsed.get("sourceMapURL");
            SourceMap read = SourceMap.parse(new String(
                    Base64.getDecoder().decode(map.substring(map.indexOf(',') + 1)), StandardCharsets.UTF_8));
            if (read.sources().stream().anyMatch(source -> source.endsWith("/" + file))) {
                String code =
                        (String) debugger.ask("Debugger.getScriptSource", Map.of("scriptId", parsed.get("scriptId")))
                                .get("scriptSource");
                return new DebuggedScript((String) parsed.get("url"), code, read);
            }
        }
    }

    /** The author's text. */
    String source() {
        String file = map.sources().get(0);
        Assertions.assertTrue(file.startsWith("file:///"), file);
        return map.content(file);
    }

    /** Parameters of a breakpoint at a line of the author's: at the first place that it is mapped to. */
    Map<String, ?> breakpoint(int line) {
        return places(line).get(0);
    }

    /** The same for each place where the mapping begins that begins there. */
    List<Map<String, ?>> places(int line) {
        List<Map<String, ?>> places = new ArrayList<>();
        String[] lines = code.split("\n", -1);
        SourceLocation first = null;
        for (int row = 0; row < lines.length; row++) {
            SourceLocation before = null;
            for (int column = 0; column < lines[row].length(); column++) {
                SourceLocation place = map.original(row + 1, column + 1);
                if (first == null && place != null && place.line() == line) {
                    first = place;
                }
                if (place != null && place.equals(first) && !place.equals(before)) {
                    places.add(Map.of("url", url, "lineNumber", row, "columnNumber", column));
                }
                before = place;
            }
        }
        Assertions.assertFalse(places.isEmpty(), "nothing is mapped to line " + line);
        return places;
    }

    /** The author's line where the innermost frame of a pause is. */
    int line(Map<?, ?> pause) {
        Map<?, ?> location = (Map<?, ?>) ((Map<?, ?>) ((List<?>) pause.get("callFrames")).get(0)).get("location");
        SourceLocation place =
                map.original((Integer) location.get("lineNumber") + 1, (Integer) location.get("columnNumber") + 1);
        return place == null ? 0 : place.line();
    }
}
