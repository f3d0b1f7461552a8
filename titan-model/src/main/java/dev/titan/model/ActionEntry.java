package dev.titan.model;

import java.util.List;

/**
 * One action of the app, as the bundler found it. Immutable.
 *
 * @param id the path of its file below app/actions without extension: {@code user}, {@code auth/login}, {@code users/[id]}
 * @param pattern the path it answers, in the syntax of {@link RouteEntry}
 * @param file path relative to the app folder, with forward slashes
 * @param handlers what it exports to be called, at least one; its socket is one with the method {@code WEBSOCKET}
 * @param parks whether a drift of its code is where it can only wait by holding its thread
 */
public record ActionEntry(String id, String pattern, String file, List<Handler> handlers, boolean parks) {

    /** An action whose drifts can all suspend, or that has none. */
    public ActionEntry(String id, String pattern, String file, List<Handler> handlers) {
        this(id, pattern, file, handlers, false);
    }

    /**
     * One callable export of an action.
     *
     * @param export its export name, {@code default} for the default export
     * @param methods the HTTP methods it answers, upper case; empty means all
     * @param location where the author wrote it
     */
    public record Handler(String export, List<String> methods, SourceLocation location) {
        public Handler {
            methods = List.copyOf(methods);
        }
    }

    public ActionEntry {
        handlers = List.copyOf(handlers);
    }
}
