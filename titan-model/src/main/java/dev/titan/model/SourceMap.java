package dev.titan.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source map of version 3 (ECMA-426), without sections: from a place in generated code to the author's. Immutable. */
public final class SourceMap {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int FIELDS = 4;

    private final List<String> sources;
    private final List<String> contents;
    /** For each generated line where its segments begin in {@link #segments}; one more at the end. */
    private final int[] lines;
    /** Generated column, source (−1: none), its line and column, all from 0; by ascending generated column within a line. */
    private final int[] segments;

    private SourceMap(List<String> sources, List<String> contents, int[] lines, int[] segments) {
        this.sources = List.copyOf(sources);
        this.contents = List.copyOf(contents);
        this.lines = lines;
        this.segments = segments;
    }

    /**
     * Reads a map.
     *
     * @throws IllegalArgumentException if it is not JSON or its mappings are malformed
     */
    public static SourceMap parse(String json) {
        String mappings = "";
        List<String> sources = List.of();
        List<String> contents = List.of();
        try (JsonParser in = FACTORY.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a source map is a JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "mappings" -> mappings = in.getText();
                    case "sources" ->
                        sources = strings(in).stream().map(SourceMap::path).toList();
                    case "sourcesContent" -> contents = strings(in);
                    default -> in.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the source map is not JSON: " + e.getMessage(), e);
        }
        return new Decoder(mappings).decode(sources, contents);
    }

    /** Sources are URLs: esbuild writes {@code [id].ts} as {@code %5Bid%5D.ts}. */
    private static String path(String url) {
        try {
            return url.indexOf('%') < 0 ? url : URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return url;
        }
    }

    private static List<String> strings(JsonParser in) throws IOException {
        List<String> strings = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            strings.add(in.currentToken() == JsonToken.VALUE_NULL ? "" : in.getText());
        }
        return strings;
    }

    /** The files that the code was made of, in the order of the map. */
    public List<String> sources() {
        return sources;
    }

    /** The whole text of one of the {@link #sources}; empty when the map does not have it. */
    public String content(String source) {
        int index = sources.indexOf(source);
        return index < 0 || index >= contents.size() ? "" : contents.get(index);
    }

    /**
     * Where the author wrote what is at a place of the generated code: the nearest mapping at or before it in the same line.
     *
     * @param line from 1
     * @param column from 1, in UTF-16 code units
     * @return null when nothing of the author's is there
     */
    public @Nullable SourceLocation original(int line, int column) {
        if (line < 1 || line >= lines.length) {
            return null;
        }
        int found = segmentAt(line - 1, column - 1);
        if (found < 0 || !isMapped(found) || source(found) >= sources.size()) {
            return null;
        }
        int source = source(found);
        int originalLine = sourceLine(found);
        String text = source < contents.size() ? line(contents.get(source), originalLine) : "";
        return new SourceLocation(sources.get(source), originalLine + 1, sourceColumn(found) + 1, 0, text);
    }

    /**
     * A place of the generated code.
     *
     * @param line from 1
     * @param column from 1, in UTF-16 code units
     */
    public record Place(int line, int column) {}

    /**
     * Where else the generated code has what is at a place of it, by the same mapping: where code was copied, once in each copy. A copy begins where the mappings come from before
     * that place in the author's file.
     *
     * @param line from 1
     * @param column from 1, in UTF-16 code units
     */
    public List<Place> copies(int line, int column) {
        int found = line < 1 ? -1 : segmentAt(line - 1, column - 1);
        if (found < 0 || !isMapped(found)) {
            return List.of();
        }
        List<Place> first = new ArrayList<>();
        boolean here = false;
        int own = -1;
        for (int row = 0; row < lineCount(); row++) {
            for (int i = lines[row]; i < lines[row + 1]; i++) {
                if (!isMapped(i)) {
                    continue;
                }
                int order = source(i) == source(found) ? compareSource(i, found) : -1;
                if (order < 0) {
                    here = false;
                } else if (order == 0 && !here) {
                    here = true;
                    first.add(new Place(row + 1, column(i) + 1));
                }
                if (i == found) {
                    own = first.size() - 1;
                }
            }
        }
        first.remove(own);
        return first;
    }

    private int compareSource(int a, int b) {
        int byLine = Integer.compare(sourceLine(a), sourceLine(b));
        return byLine != 0 ? byLine : Integer.compare(sourceColumn(a), sourceColumn(b));
    }

    /** Mappings without their sources. */
    static SourceMap parseMappings(String mappings) {
        return new Decoder(mappings).decode(List.of(), List.of());
    }

    /** How many generated lines have mappings. */
    int lineCount() {
        return lines.length - 1;
    }

    /** The first segment of a generated line, from 0. */
    int firstSegment(int line) {
        return lines[line];
    }

    /** The segment at or before a place of a generated line, both from 0; −1 if there is none. */
    int segmentAt(int line, int column) {
        if (line >= lineCount()) {
            return -1;
        }
        int low = lines[line];
        int high = lines[line + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (column(middle) <= column) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == lines[line] ? -1 : low - 1;
    }

    int column(int segment) {
        return segments[segment * FIELDS];
    }

    boolean isMapped(int segment) {
        return source(segment) >= 0;
    }

    int source(int segment) {
        return segments[segment * FIELDS + 1];
    }

    int sourceLine(int segment) {
        return segments[segment * FIELDS + 2];
    }

    int sourceColumn(int segment) {
        return segments[segment * FIELDS + 3];
    }

    private static String line(String text, int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return "";
            }
            start = end + 1;
        }
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** Reads the mappings: base64 digits of five bits and a continuation bit, the lowest bit of a value is its sign, values relative to the last. */
    private static final class Decoder {
        private final String text;
        private int at;
        private int[] segments = new int[1024];
        private int count;

        Decoder(String text) {
            this.text = text;
        }

        SourceMap decode(List<String> sources, List<String> contents) {
            int[] lines = new int[2 + (int) text.chars().filter(c -> c == ';').count()];
            int line = 0;
            int column = 0;
            int source = 0;
            int originalLine = 0;
            int originalColumn = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == ';' || c == ',') {
                    at++;
                    if (c == ';') {
                        column = 0;
                        lines[++line] = count;
                    }
                    continue;
                }
                column += number();
                if (ended()) {
                    add(column, -1, 0, 0);
                    continue;
                }
                source += number();
                originalLine += number();
                originalColumn += number();
                if (!ended()) {
                    number();
                }
                add(column, source, originalLine, originalColumn);
            }
            lines[line + 1] = count;
            return new SourceMap(sources, contents, lines, Arrays.copyOf(segments, count * FIELDS));
        }

        private boolean ended() {
            return at >= text.length() || text.charAt(at) == ',' || text.charAt(at) == ';';
        }

        private void add(int column, int source, int line, int originalColumn) {
            int from = count++ * FIELDS;
            if (from == segments.length) {
                segments = Arrays.copyOf(segments, from * 2);
            }
            segments[from] = column;
            segments[from + 1] = source;
            segments[from + 2] = line;
            segments[from + 3] = originalColumn;
        }

        private int number() {
            int value = 0;
            int shift = 0;
            while (true) {
                int digit = at < text.length() ? BASE64.indexOf(text.charAt(at++)) : -1;
                if (digit < 0 || shift > 30) {
                    throw new IllegalArgumentException("the source map's mappings are malformed at " + at);
                }
                value |= (digit & 31) << shift;
                shift += 5;
                if ((digit & 32) == 0) {
                    return (value & 1) == 0 ? value >>> 1 : -(value >>> 1);
                }
            }
        }
    }
}
