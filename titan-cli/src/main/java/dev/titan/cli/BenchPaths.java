package dev.titan.cli;

import dev.titan.model.ExitCode;
import dev.titan.model.RouteEntry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** What {@code titan bench} loads. */
final class BenchPaths {
    private BenchPaths() {}

    /**
     * The arguments, told apart: a path begins with a slash, and so may a folder.
     *
     * @param app the folder as the user wrote it
     * @param paths as HTTP sends them; empty for those that the app has
     */
    record Arguments(String app, List<String> paths) {
        /** @throws CommandException when one is neither the folder nor a path */
        static Arguments of(Terminal terminal, List<String> given) throws CommandException {
            boolean hasApp = !given.isEmpty() && isApp(terminal, given.get(0));
            List<String> rest = hasApp ? given.subList(1, given.size()) : given;
            return new Arguments(hasApp ? given.get(0) : ".", asSent(rest));
        }

        private static boolean isApp(Terminal terminal, String first) {
            return !first.startsWith("/")
                    || !first.equals("/")
                            && Files.isDirectory(terminal.resolve(first).resolve("app"));
        }
    }

    /**
     * Paths with what is beyond ASCII percent-encoded.
     *
     * @throws CommandException when one is no path
     */
    static List<String> asSent(List<String> paths) throws CommandException {
        for (String path : paths) {
            if (!path.startsWith("/")) {
                throw new CommandException(
                        ExitCode.USAGE, "\"" + path + "\" is no path to load; one begins with /, as /actions/hello");
            }
            try {
                if (new URI("http://host" + path).getRawFragment() != null) {
                    throw new CommandException(
                            ExitCode.USAGE, "\"" + path + "\" has a fragment, which is never sent; leave out #…");
                }
            } catch (URISyntaxException e) {
                throw new CommandException(
                        ExitCode.USAGE, "\"" + path + "\" is no path as HTTP sends it: percent-encode what is in it");
            }
        }
        return paths.stream()
                .map(path -> URI.create("http://host" + path).toASCIIString().substring("http://host".length()))
                .toList();
    }

    /** The paths of an app at which an action answers GET, and which name no parameter; each once. */
    static List<String> of(List<RouteEntry> routes) {
        return routes.stream()
                .filter(route -> route.target() instanceof RouteEntry.Action && !route.isSocket())
                .filter(route -> route.methods().isEmpty() || route.methods().contains("GET"))
                .map(RouteEntry::pattern)
                .filter(pattern -> Stream.of(pattern.split("/"))
                        .noneMatch(segment -> segment.startsWith(":") || segment.startsWith("*")))
                .distinct()
                .map(BenchPaths::encoded)
                .toList();
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
