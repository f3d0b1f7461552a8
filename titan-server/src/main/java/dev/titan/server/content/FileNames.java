package dev.titan.server.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the path of a URL to names of folders and files, and which of these are served. */
final class FileNames {
    private FileNames() {}

    /**
     * The names in a path, decoded.
     *
     * @param path begins with a slash; percent-encoded
     * @return the last is empty when the path ends with a slash; null when the path can name no file that is served
     */
    static @Nullable List<String> ofPath(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return null;
        }
        List<String> names = new ArrayList<>();
        int at = 1;
        while (true) {
            int slash = path.indexOf('/', at);
            String name = decode(path.substring(at, slash < 0 ? path.length() : slash));
            boolean last = slash < 0;
            if (name == null || !isServable(name) && !(last && name.isEmpty())) {
                return null;
            }
            names.add(name);
            if (last) {
                return names;
            }
            at = slash + 1;
        }
    }

    /**
     * The names in a relative path as an author writes it, not encoded.
     *
     * @return null when the path can name no file that is served
     */
    static @Nullable List<String> ofRelative(String path) {
        List<String> names = List.of(path.split("/", -1));
        return names.stream().allMatch(FileNames::isServable) ? names : null;
    }

    /** No dotfile, and nothing that a file system reads as a separator, a parent, a drive or a stream. */
    static boolean isServable(String name) {
        if (name.isEmpty() || name.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == 127 || c == '/' || c == '\\' || c == ':') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteBuffer bytes = ByteBuffer.allocate(segment.length() * 3);
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = i + 2 < segment.length() ? Character.digit(segment.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(segment.charAt(i + 2), 16);
            if (low < 0) {
                return null;
            }
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
