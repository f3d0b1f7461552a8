package dev.titan.routing;

/** From a method and a path to a route. Generated for each app; immutable and safe for use by many threads. */
public interface Router {
    /** No route has this path. */
    int NOT_FOUND = -1;

    /** Some route has this path, none this method; {@link RouteMatch#allow()} lists those it has. */
    int METHOD_NOT_ALLOWED = -2;

    /**
     * Finds the most specific route of a path that answers a method. A route for GET answers HEAD too. OPTIONS is matched only by a route that names it
     * (a route for all methods does not): otherwise it is {@link #METHOD_NOT_ALLOWED} with what to allow, for the server to answer.
     *
     * @param method upper case
     * @param path the path in canonical percent-encoding ({@code RequestPath}): begins with a slash, no dot segments, only characters that must be encoded
     *     are, with upper-case hexadecimal digits
     * @param match receives the raw parameter values, or the methods to allow
     * @return an index into the manifest's routes, {@link #NOT_FOUND} or {@link #METHOD_NOT_ALLOWED}
     */
    int route(String method, String path, RouteMatch match);
}
