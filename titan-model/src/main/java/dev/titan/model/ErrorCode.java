package dev.titan.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The errors that a server answers by itself, each with its stable code. Immutable. {@code docs/reference/errors.md} lists them for users; a test keeps
 * both in step. A code is {@code TITAN_E}, the status, and where one status has several causes a word for this one.
 * An error that an action chose has the code of its status alone.
 */
public enum ErrorCode {
    BAD_REQUEST("TITAN_E400", 400, "Malformed request"),
    BAD_BODY("TITAN_E400_BODY", 400, "Malformed body"),
    TOO_MANY_PARAMETERS("TITAN_E400_PARAMS", 400, "Too many parameters"),
    NOT_LOCAL("TITAN_E403_LOCAL", 403, "Only for this machine"),
    NOT_FOUND("TITAN_E404", 404, "Not found"),
    METHOD_NOT_ALLOWED("TITAN_E405", 405, "Method not allowed"),
    REQUEST_TIMEOUT("TITAN_E408", 408, "The request did not arrive in time"),
    BODY_TOO_LARGE("TITAN_E413", 413, "Body too large"),
    URL_TOO_LONG("TITAN_E414", 414, "URL too long"),
    UNSUPPORTED_MEDIA_TYPE("TITAN_E415", 415, "Unsupported media type"),
    EXPECTATION_FAILED("TITAN_E417", 417, "Unknown expectation"),
    INVALID_INPUT("TITAN_E422", 422, "Invalid input"),
    UPGRADE_REQUIRED("TITAN_E426", 426, "Upgrade required"),
    HEADERS_TOO_LARGE("TITAN_E431", 431, "Header fields too large"),
    ACTION_FAILED("TITAN_E500", 500, "Internal server error"),
    APP_BROKEN("TITAN_E500_APP", 500, "The app cannot be served as it is"),
    NOT_IMPLEMENTED("TITAN_E501", 501, "Method not implemented"),
    OVERLOADED("TITAN_E503", 503, "Server busy"),
    CPU_LIMIT("TITAN_E503_CPU", 503, "Action ended at its CPU limit"),
    HEAP_LIMIT("TITAN_E503_HEAP", 503, "Action ended at its memory limit"),
    WORKER_LOST("TITAN_E503_WORKER", 503, "Worker replaced"),
    DRAINING("TITAN_E503_DRAINING", 503, "Server is stopping"),
    WALL_LIMIT("TITAN_E504", 504, "The answer took too long");

    private static final Map<String, ErrorCode> BY_CODE = new HashMap<>();

    static {
        for (ErrorCode error : values()) {
            BY_CODE.put(error.code, error);
        }
    }

    private final String code;
    private final int status;
    private final String title;

    ErrorCode(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The error with this code, or null when it is none of these: an action may choose any status. */
    public static @Nullable ErrorCode of(String code) {
        return BY_CODE.get(code);
    }

    /** Stable, for programs: {@code TITAN_E404}. */
    public String code() {
        return code;
    }

    /** The HTTP status it is answered with, 400 to 599. */
    public int status() {
        return status;
    }

    /** One line for people, the same for every occurrence. */
    public String title() {
        return title;
    }
}
