package dev.titan.routing;

import java.util.List;

/** Sets of HTTP methods as bits of an int, as the generated routing class holds them. The compiler copies the bits into that class, which may outlive this one on a disk: they never change. */
public final class MethodSet {
    public static final int GET = 1;
    public static final int HEAD = 1 << 1;
    public static final int POST = 1 << 2;
    public static final int PUT = 1 << 3;
    public static final int PATCH = 1 << 4;
    public static final int DELETE = 1 << 5;
    public static final int OPTIONS = 1 << 6;

    /** Every method that has no bit of its own. */
    public static final int OTHER = 1 << 7;

    /** A GET that asks for a WebSocket (RFC 6455): routed as a method of its own. */
    public static final int WEBSOCKET = 1 << 8;

    /** Its name among methods; no client can send it as one. */
    public static final String WEBSOCKET_NAME = "WEBSOCKET";

    /** What a route for all methods answers: OPTIONS is the server's to answer unless a route names it. */
    public static final int ALL = GET | HEAD | POST | PUT | PATCH | DELETE | OTHER;

    /** The methods that a route may name, in the order of their bits and of an Allow header. */
    public static final List<String> NAMES = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private MethodSet() {}

    /** The bit of a method, upper case; {@link #OTHER} for one that has none. */
    public static int bit(String method) {
        return switch (method) {
            case "GET" -> GET;
            case "HEAD" -> HEAD;
            case "POST" -> POST;
            case "PUT" -> PUT;
            case "PATCH" -> PATCH;
            case "DELETE" -> DELETE;
            case "OPTIONS" -> OPTIONS;
            case WEBSOCKET_NAME -> WEBSOCKET;
            default -> OTHER;
        };
    }

    /** The value of an Allow header (RFC 9110, 10.2.1) for a set: OPTIONS is always in it, and GET where a WebSocket can be asked for. */
    public static String allow(int set) {
        int methods = (set & WEBSOCKET) == 0 ? set : set | GET;
        StringBuilder allow = new StringBuilder();
        for (int i = 0; i < NAMES.size(); i++) {
            if (((methods | OPTIONS) & 1 << i) == 0) {
                continue;
            }
            if (!allow.isEmpty()) {
                allow.append(", ");
            }
            allow.append(NAMES.get(i));
        }
        return allow.toString();
    }
}
