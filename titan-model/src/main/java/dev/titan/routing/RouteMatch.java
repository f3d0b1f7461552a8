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

    /** Notes that routes fit the path, but none of them the method: a bit for each method they answer, as the router numbers them. */
    public void refuse(int methods) {
        refused |= methods;
    }

    /** The methods of all routes that were refused, 0 when there were none. */
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
