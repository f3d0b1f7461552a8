package dev.titan.server.development;

import dev.titan.model.Json;
import dev.titan.runtime.Answer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes answers that are for the author alone: no other site's page can read, embed or frame them, no cache keeps them. */
final class PrivateAnswer {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;

    private static final List<String> HEADERS = List.of(
            "cache-control",
            "no-store",
            "x-content-type-options",
            "nosniff",
            "referrer-policy",
            "no-referrer",
            "cross-origin-resource-policy",
            "same-origin");

    private PrivateAnswer() {}

    /** A value for one page's {@code nonce} attributes: no other can be guessed, so only what was written into the page as a script runs. */
    static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * A page. It may connect to this server, and nothing else; scripts and styles are in it, with the nonce.
     *
     * @param nonce of {@link #nonce}, for this page only
     */
    static Answer.Response html(int status, String nonce, String html) {
        return answer(status, "text/html; charset=utf-8", policy(nonce), html);
    }

    /** A JSON value. */
    static Answer.Response json(int status, @Nullable Object value) {
        return answer(status, "application/json", "default-src 'none'; frame-ancestors 'none'", Json.write(value));
    }

    /** The fields of every such answer, names and values in turn. */
    static List<String> headers() {
        return HEADERS;
    }

    /** Content Security Policy Level 3. */
    private static String policy(String nonce) {
        return "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce
                + "'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static Answer.Response answer(int status, String type, String policy, String text) {
        List<String> headers = new ArrayList<>(HEADERS);
        headers.addAll(List.of("content-type", type, "content-security-policy", policy));
        return new Answer.Response(status, headers, new Answer.Text(text));
    }
}
