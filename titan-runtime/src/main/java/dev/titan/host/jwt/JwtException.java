package dev.titan.host.jwt;

/** Why a token is refused. The message is fit for the client that sent it: it names neither key nor claims' values. */
public final class JwtException extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    JwtException(String code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * {@code TITAN_JWT_MALFORMED}, {@code TITAN_JWT_SIZE}, {@code TITAN_JWT_ALGORITHM}, {@code TITAN_JWT_CRITICAL}, {@code TITAN_JWT_KEY}, {@code TITAN_JWT_SIGNATURE}, {@code
     * TITAN_JWT_EXPIRED}, {@code TITAN_JWT_EARLY} or {@code TITAN_JWT_CLAIM}.
     */
    public String code() {
        return code;
    }
}
