package dev.titan.routing;

/**
 * What a {@link Router} found beside the route. Reusable, confined to one thread at a time: each call of {@link Router#route} begins with {@link #clear()}.
 */
public final class RouteMatch {
    private final String[] values = new String[RoutePattern.MAX_PARAMETERS];
    private int count;
    private int refused;
    private String allow = "";

    /** Forgets everything. */
    public void clear() {
        count = 0;
        refused = 0;
        allow = "";
    }

    /** Adds the next parameter's value, in canonical percent-encoding, in the order of the pattern. */
    public void add(String value) {
        values[count++] = value;
    }

    /** Drops all values past the first {@code count}: a longer pattern that had begun to match does not fit after all. */
    public void truncate(int count) {
        this.count = count;
    }

    /** How many parameters matched. */
    public int count() {
        return count;
    }

    /** The value of a parameter, still percent-encoded. */
    public String value(int index) {
        return values[index];
    }

    /**
     * The route, if it answers the method; otherwise {@link Router#NOT_FOUND}, and the methods that it does answer are noted.
     *
     * @param method one bit of {@link MethodSet}
     * @param methods those that the route answers
     */
    public int choose(int method, int methods, int route) {
        if ((methods & method) != 0) {
            return route;
        }
        refused |= methods;
        return Router.NOT_FOUND;
    }

    /** The methods ({@link MethodSet}) of all routes that fitted the path but not the method, 0 when there are none. */
    public int refused() {
        return refused;
    }

    /** The value of the Allow header (RFC 9110, 10.2.1): methods separated by a comma and a space, HEAD and OPTIONS included. */
    public String allow() {
        return allow;
    }

    public void allow(String methods) {
        allow = methods;
    }
}
