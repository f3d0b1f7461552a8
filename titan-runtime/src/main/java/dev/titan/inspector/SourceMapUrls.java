package dev.titan.inspector;

import dev.titan.model.Json;
import dev.titan.model.PlainJson;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the sources of a source map so that a debugger finds the files wherever it runs. */
final class SourceMapUrls {
    private SourceMapUrls() {}

    /**
     * The map with {@code file:} URLs for sources, those of packages on its ignore list.
     *
     * @param map version 3, JSON, sources relative to the folder, percent-encoded
     */
    static String absolute(String map, URI folder) {
        if (!(PlainJson.parse(map) instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("a source map is a JSON object");
        }
        Map<String, @Nullable Object> absolute = new LinkedHashMap<>();
        members.forEach((name, value) -> absolute.put((String) name, value));
        List<Object> urls = new ArrayList<>();
        List<Object> ignored = new ArrayList<>();
        if (members.get("sources") instanceof List<?> sources) {
            for (Object source : sources) {
                String url = url(String.valueOf(source), folder);
                if (url.contains("/node_modules/") || url.contains("/titan-node:")) {
                    ignored.add(urls.size());
                }
                urls.add(url);
            }
        }
        absolute.remove("sourceRoot");
        absolute.put("sources", urls);
        absolute.put("ignoreList", ignored);
        absolute.put("x_google_ignoreList", ignored);
        return Json.write(absolute);
    }

    private static String url(String source, URI folder) {
        String path = URLDecoder.decode(source.replace("+", "%2B"), StandardCharsets.UTF_8);
        // As the system's own URLs of files are written: with three slashes.
        return Path.of(folder).resolve(path).normalize().toUri().toString();
    }
}
