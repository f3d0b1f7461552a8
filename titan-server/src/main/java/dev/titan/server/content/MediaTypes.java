package dev.titan.server.content;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Media types of files by the ending of their names, and which media types shrink when compressed. */
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_ENDING = new HashMap<>();

    static {
        String utf8 = "; charset=utf-8";
        add("text/html" + utf8, "html", "htm");
        add("text/css" + utf8, "css");
        add("text/javascript" + utf8, "js", "mjs", "cjs");
        add("text/plain" + utf8, "txt", "text", "log");
        add("text/markdown" + utf8, "md");
        add("text/csv" + utf8, "csv");
        add("text/calendar" + utf8, "ics");
        add("text/vtt" + utf8, "vtt");
        add("text/xml" + utf8, "xml", "xsl");
        add("text/yaml" + utf8, "yaml", "yml");
        add("application/json", "json", "map");
        add("application/ld+json", "jsonld");
        add("application/geo+json", "geojson");
        add("application/manifest+json", "webmanifest");
        add("application/rss+xml" + utf8, "rss");
        add("application/atom+xml" + utf8, "atom");
        add("application/xhtml+xml" + utf8, "xhtml");
        add("application/wasm", "wasm");
        add("application/pdf", "pdf");
        add("application/rtf", "rtf");
        add("application/zip", "zip");
        add("application/gzip", "gz", "tgz");
        add("application/x-tar", "tar");
        add("application/zstd", "zst");
        add("application/epub+zip", "epub");
        add("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
        add("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        add("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
        add("image/svg+xml" + utf8, "svg");
        add("image/png", "png");
        add("image/apng", "apng");
        add("image/jpeg", "jpg", "jpeg");
        add("image/gif", "gif");
        add("image/webp", "webp");
        add("image/avif", "avif");
        add("image/bmp", "bmp");
        add("image/tiff", "tif", "tiff");
        add("image/x-icon", "ico");
        add("font/woff", "woff");
        add("font/woff2", "woff2");
        add("font/ttf", "ttf");
        add("font/otf", "otf");
        add("audio/mpeg", "mp3");
        add("audio/mp4", "m4a");
        add("audio/aac", "aac");
        add("audio/ogg", "ogg", "oga", "opus");
        add("audio/wav", "wav");
        add("audio/flac", "flac");
        add("video/mp4", "mp4", "m4v");
        add("video/webm", "webm");
        add("video/ogg", "ogv");
        add("video/quicktime", "mov");
        add("video/mp2t", "ts");
        add("application/vnd.apple.mpegurl", "m3u8");
    }

    private MediaTypes() {}

    private static void add(String mediaType, String... endings) {
        for (String ending : endings) {
            BY_ENDING.put(ending, mediaType);
        }
    }

    /** The media type of a file by its name, with its charset where it has one; {@code application/octet-stream} when it is not known. */
    static String ofName(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? UNKNOWN
                : BY_ENDING.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }

    /** Whether content of this type, parameters aside, is text of some kind and so grows smaller. */
    static boolean isCompressible(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
        if (type.startsWith("text/")) {
            return !type.equals("text/event-stream");
        }
        if (type.endsWith("+json") || type.endsWith("+xml")) {
            return true;
        }
        return switch (type) {
            case "application/json",
                    "application/javascript",
                    "application/xml",
                    "application/wasm",
                    "application/x-ndjson",
                    "application/yaml",
                    "application/graphql",
                    "application/x-www-form-urlencoded",
                    "application/rtf",
                    "application/vnd.apple.mpegurl",
                    "font/ttf",
                    "font/otf",
                    "image/bmp",
                    "image/x-icon" -> true;
            default -> false;
        };
    }
}
