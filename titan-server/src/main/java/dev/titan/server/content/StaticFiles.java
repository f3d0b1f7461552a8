package dev.titan.server.content;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the files of an app: those in {@code public/} by the path of a URL, and those that an action names in the folders that the
 * permissions let it read. Nothing outside these folders and no name that begins with a dot is ever served.
 *
 * <p>Files are looked up on the calling thread (a few calls of the file system, none for a jar) and read on a worker thread; small ones stay
 * in memory. Safe for use by any thread.
 */
public final class StaticFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StaticFiles.class);
    private static final String INDEX = "index.html";
    private static final List<String> READABLE = List.of("public", "data");

    private final StaticSource publicFiles;
    private final NamedFiles named;
    private final FileSender sender;

    private StaticFiles(StaticSource publicFiles, NamedFiles named, FileSender sender) {
        this.publicFiles = publicFiles;
        this.named = named;
        this.sender = sender;
    }

    private static StaticFiles of(
            StaticSource publicFiles, Path data, boolean compress, ObjIntConsumer<HttpServerExchange> problem) {
        return new StaticFiles(publicFiles, named(publicFiles, data, READABLE), new FileSender(compress, problem));
    }

    private static NamedFiles named(StaticSource publicFiles, Path data, List<String> readable) {
        return new NamedFiles(publicFiles, data.toAbsolutePath().resolveSibling(""), readable);
    }

    /**
     * The same with other files that actions may name.
     *
     * @param data as before
     * @param readable folders and files: {@code permissions.read}
     */
    public StaticFiles readable(Path data, List<String> readable) {
        return new StaticFiles(publicFiles, named(publicFiles, data, readable), sender);
    }

    /**
     * Serves from folders, which need not exist and may change.
     *
     * @param publicFolder what URLs name
     * @param data what, besides, only actions name
     * @param compress whether text is compressed for clients that take it
     * @param problem answers with a problem of this status
     */
    public static StaticFiles ofFolder(
            Path publicFolder, Path data, boolean compress, ObjIntConsumer<HttpServerExchange> problem) {
        return of(new FolderSource(publicFolder), data, compress, problem);
    }

    /**
     * Serves what is packed into a jar below {@code titan/public/}.
     *
     * @param jar stays open for as long as it is served from
     * @param data as for {@link #ofFolder}
     * @param compress as for {@link #ofFolder}
     * @param problem as for {@link #ofFolder}
     */
    public static StaticFiles ofJar(
            ZipFile jar, Path data, boolean compress, ObjIntConsumer<HttpServerExchange> problem) {
        return of(new JarSource(jar, "titan/public/"), data, compress, problem);
    }

    /** Whether a path (percent-encoded, beginning with a slash) names a public file, or a folder with an index.html. */
    public boolean has(String path) {
        List<String> names = FileNames.ofPath(path);
        return names != null && (find(publicFiles, names) != null || find(publicFiles, indexOf(names)) != null);
    }

    /**
     * Answers a GET or HEAD with the public file that a path names; for a folder with its index.html, or a redirect to the path with a slash at
     * the end, so that relative links in it hold.
     *
     * @param path percent-encoded, beginning with a slash, without a query
     * @return false when there is none; the exchange is untouched then
     */
    public boolean serve(HttpServerExchange exchange, String path) {
        List<String> names = FileNames.ofPath(path);
        if (names == null) {
            return false;
        }
        boolean folder = names.get(names.size() - 1).isEmpty();
        StaticFile file = folder ? null : find(publicFiles, names);
        if (file != null) {
            sender.send(exchange, file, path);
            return true;
        }
        StaticFile index = find(publicFiles, indexOf(names));
        if (index == null) {
            return false;
        }
        if (folder) {
            sender.send(exchange, index, path);
        } else {
            String query = exchange.getQueryString();
            exchange.setStatusCode(301);
            exchange.getResponseHeaders().put(Headers.LOCATION, path + "/" + (query.isEmpty() ? "" : "?" + query));
            exchange.endExchange();
        }
        return true;
    }

    /**
     * Answers with a file that an action names. Status and headers that are set already stay; conditions and ranges count only for status 200.
     *
     * @param path below a folder that may be read, such as {@code data/…}; otherwise it is looked up in public/, then in data/
     * @return false when there is none; the exchange is untouched then
     */
    public boolean sendNamed(HttpServerExchange exchange, String path) {
        StaticFile file = named(path);
        if (file == null) {
            return false;
        }
        sender.send(exchange, file, path);
        return true;
    }

    private @Nullable StaticFile named(String path) {
        try {
            return named.find(path);
        } catch (IOException e) {
            LOG.warn("cannot read the file {}", path, e);
            return null;
        }
    }

    private static @Nullable StaticFile find(StaticSource source, List<String> names) {
        if (names.isEmpty() || names.get(names.size() - 1).isEmpty()) {
            return null;
        }
        try {
            return source.find(names);
        } catch (IOException e) {
            LOG.warn("cannot read the file {}", String.join("/", names), e);
            return null;
        }
    }

    private static List<String> indexOf(List<String> names) {
        List<String> index = new ArrayList<>(names);
        if (index.get(index.size() - 1).isEmpty()) {
            index.remove(index.size() - 1);
        }
        index.add(INDEX);
        return index;
    }
}
