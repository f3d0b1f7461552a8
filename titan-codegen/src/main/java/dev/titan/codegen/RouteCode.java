package dev.titan.codegen;

/** The codes of the diagnostics about routes. Stable: they are what an author looks up. */
final class RouteCode {
    /** app/routes threw, or cannot be run. */
    static final String FAILED = "TITAN_R100";
    /** A call of route has arguments of the wrong kind. */
    static final String BAD_CALL = "TITAN_R101";
    /** A pattern is malformed. */
    static final String BAD_PATTERN = "TITAN_R102";
    /** A route names an action that does not exist. */
    static final String NO_ACTION = "TITAN_R103";
    /** A route wants a method that its action does not answer. */
    static final String NO_METHOD = "TITAN_R104";
    /** Two routes answer the same method of the same paths. */
    static final String CONFLICT = "TITAN_R105";
    /** A redirect has no usable target or status. */
    static final String BAD_REDIRECT = "TITAN_R106";
    /** A fixed answer cannot be sent. */
    static final String BAD_REPLY = "TITAN_R107";

    private RouteCode() {}
}
