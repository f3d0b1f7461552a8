package dev.titan.inspector;

import dev.titan.model.SourceMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A bundle that has a source map. Safe for use by many threads. */
final class MappedScript {
    private static final String PREFIX = "data:application/json;charset=utf-8;base64,";

    private final String code;
    private final String map;
    private final String url;
    private volatile @Nullable SourceMap parsed;

    private MappedScript(String code, String map, String url) {
        this.code = code;
        this.map = map;
        this.url = url;
    }

    /**
     * @param map version 3, JSON, sources relative to the folder
     * @throws IllegalArgumentException when it is none
     */
    static MappedScript of(String code, String map, URI folder) {
        byte[] absolute = SourceMapUrls.absolute(map, folder).getBytes(StandardCharsets.UTF_8);
        return new MappedScript(code, map, PREFIX + Base64.getEncoder().encodeToString(absolute));
    }

    boolean is(String otherCode, String otherMap) {
        return code.equals(otherCode) && map.equals(otherMap);
    }

    /** The source map as an URL that every debugger reads, its sources named by absolute URLs. */
    String url() {
        return url;
    }

    /** A line of the code, from 0; empty when there is none. */
    String line(int row) {
        return code.lines().skip(row).findFirst().orElse("");
    }

    /** The source map as it was given, read when it is first needed. */
    SourceMap map() {
        SourceMap known = parsed;
        if (known == null) {
            known = SourceMap.parse(map);
            parsed = known;
        }
        return known;
    }
}
