package dev.titan.runtime;

import dev.titan.model.Bundle;
import dev.titan.model.SourceLocation;
import dev.titan.model.SourceMap;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From stacks as V8 writes them, with places in the bundles of one generation, to the author's functions and lines; stacks that code has read are in these terms already. Reads a
 * source map when it is first needed and keeps it while there is memory. Safe for use by many threads.
 */
final class StackMap {
    private static final Logger LOGGER = LoggerFactory.getLogger(StackMap.class);
    /** For code of no app. */
    static final StackMap NONE = new StackMap(List.of(), action -> "");

    private static final String AT = "at ";
    private static final String SCRIPT = "titan:";

    /** What the drift pass adds to the name of a function for its twin. */
    private static final Pattern TWIN = Pattern.compile("\\$twin_*(?![\\w$])");

    /** How V8 says that a call goes on after an await, or what a plain object or a module's function was called on. */
    private static final Pattern PREFIX = Pattern.compile("^(?:async\\b ?)?(?:(?:Object|Module)\\.)?");

    /** A place whose file is named as those of source maps are: by its path in the project, or as a part of {@code node:} that is bundled. */
    private static final Pattern READABLE =
            Pattern.compile("((?:titan-node:)?(?!.*<anonymous>)[^/:][^:]*):(\\d+):(\\d+)");

    private final SourceMaps sourceMaps;
    private final List<String> names;
    private final Map<String, Integer> bundles = new HashMap<>();
    private final List<SoftReference<Optional<SourceMap>>> read = new ArrayList<>();

    StackMap(App app) {
        this(app.bundles(), app.sourceMaps());
    }

    StackMap(List<Bundle> bundles, SourceMaps sourceMaps) {
        this.sourceMaps = sourceMaps;
        names = bundles.stream().map(Bundle::name).toList();
        for (int i = 0; i < names.size(); i++) {
            this.bundles.put(names.get(i), i);
            read.add(new SoftReference<>(null));
        }
    }

    /**
     * The frames of a stack that are the author's or a package's, the innermost first.
     *
     * @param name what the stack begins with: the error's name and message, which may contain lines that look like frames
     */
    List<Frame> frames(String stack, String name, String message) {
        String header = message.isEmpty() ? name : name + ": " + message;
        String text = stack.startsWith(header) ? stack.substring(header.length()) : stack;
        List<Frame> frames = new ArrayList<>();
        text.lines().forEach(line -> {
            Frame frame = line.contains(SCRIPT) ? frame(line) : readable(line);
            if (frame != null) {
                frames.add(frame);
            }
        });
        return frames;
    }

    /** The innermost place of a stack that is the author's own, for messages: {@code user.ts:12:18}. Empty if there is none. */
    String place(String stack) {
        SourceLocation own = ownPlace(stack);
        String place = own == null ? "" : own.toString();
        return place.substring(place.lastIndexOf('/') + 1);
    }

    /** The innermost place of a stack that is the author's own, null if there is none. */
    @Nullable
    SourceLocation ownPlace(String stack) {
        for (Frame frame : frames(stack, "", "")) {
            if (frame.own()) {
                return frame.place();
            }
        }
        return null;
    }

    /** The text of a file, out of the source maps that have been read for a stack; empty if none of them has it. */
    synchronized String source(String file) {
        for (SoftReference<Optional<SourceMap>> reference : read) {
            Optional<SourceMap> map = reference.get();
            if (map != null && map.isPresent()) {
                String text = map.get().content(file);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    /**
     * Frames as V8 writes them, each after a line break, as code reads them.
     *
     * @return null where there is no code of an app
     */
    @Nullable
    String authorFrames(String frames) {
        return names.isEmpty() ? null : text(frames);
    }

    /** A text in which stacks may stand, for the log: each frame of a bundle is mapped, what is Titan's own between them is left out. */
    String text(String text) {
        if (!text.contains(SCRIPT)) {
            return text;
        }
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String bare = line.stripLeading();
            Frame frame = frame(line);
            if (frame != null) {
                lines.add(line.substring(0, line.length() - bare.length()) + frame);
            } else if (!bare.startsWith(AT) || !(bare.contains(SCRIPT) || bare.endsWith(" (<anonymous>)"))) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    /** {@code at name (titan:///actions/a.js:3:9)}, or without name and brackets. */
    private @Nullable Frame frame(String line) {
        String call = line.strip();
        int script = call.indexOf(SCRIPT);
        if (script < 0 || !call.startsWith(AT)) {
            return null;
        }
        boolean named = call.charAt(script - 1) == '(' && call.endsWith(")");
        String place = call.substring(script, named ? call.length() - 1 : call.length());
        int columnAt = place.lastIndexOf(':');
        int lineAt = place.lastIndexOf(':', columnAt - 1);
        Integer bundle = lineAt < 0 ? null : bundles.get(place.substring(0, lineAt));
        if (bundle == null) {
            return null;
        }
        try {
            int row = Integer.parseInt(place.substring(lineAt + 1, columnAt));
            int column = Integer.parseInt(place.substring(columnAt + 1));
            String function = named ? call.substring(AT.length(), script - 1) : "";
            return frame(function(function.strip()), bundle, row, column);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A line that {@link #text} has written: {@code at name (app/a.ts:3:9)}, or without name and brackets. */
    private static @Nullable Frame readable(String line) {
        String call = line.strip();
        if (!call.startsWith(AT)) {
            return null;
        }
        int bracket = call.endsWith(")") ? call.indexOf(" (", AT.length()) : -1;
        Matcher found = READABLE.matcher(
                bracket < 0 ? call.substring(AT.length()) : call.substring(bracket + 2, call.length() - 1));
        if (!found.matches()) {
            return null;
        }
        try {
            int row = Integer.parseInt(found.group(2));
            SourceLocation place = SourceLocation.of(found.group(1), row, Integer.parseInt(found.group(3)));
            return new Frame(bracket < 0 ? "" : call.substring(AT.length(), bracket), place, isOwn(place));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isOwn(SourceLocation place) {
        String file = "/" + place.file();
        return !file.contains("/node_modules/") && !file.startsWith("/titan-node:");
    }

    private @Nullable Frame frame(String function, int bundle, int line, int column) {
        Optional<SourceMap> map = sourceMap(bundle);
        if (map.isEmpty()) {
            return new Frame(function, SourceLocation.of(names.get(bundle), line, column), false);
        }
        SourceLocation place = map.get().original(line, column);
        return place == null ? null : new Frame(function, place, isOwn(place));
    }

    /** Where a function has no name, V8 makes one of the variables around it, which may be the drift pass's. */
    private static String function(String name) {
        String plain = PREFIX.matcher(TWIN.matcher(name).replaceAll("")).replaceFirst("");
        boolean made = plain.startsWith("$d_") || plain.contains(".$d_");
        return plain.equals("<anonymous>") || made ? "" : plain;
    }

    /** @return empty when there is none to read: then places stay those in the bundle */
    private synchronized Optional<SourceMap> sourceMap(int bundle) {
        Optional<SourceMap> known = read.get(bundle).get();
        if (known != null) {
            return known;
        }
        Optional<SourceMap> map = Optional.empty();
        try {
            map = Optional.of(SourceMap.parse(sourceMaps.sourceMap(bundle)));
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            // The archive may have been closed, or its file replaced, under the running server.
            LOGGER.warn("the source map of {} cannot be read: {}", names.get(bundle), e.getMessage());
        }
        read.set(bundle, new SoftReference<>(map));
        return map;
    }
}
