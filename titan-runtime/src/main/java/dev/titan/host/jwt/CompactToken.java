package dev.titan.host.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.titan.model.PlainJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A signed token taken apart: well-formed, and nothing more. Immutable but for its arrays.
 *
 * @param header plain JSON values
 * @param claims plain JSON values
 * @param claimsText the same as the JSON text that was signed
 * @param signed the bytes that the signature is over
 */
public record CompactToken(
        Map<String, Object> header,
        Map<String, Object> claims,
        String headerText,
        String claimsText,
        byte[] signed,
        byte[] signature) {
    /** A token travels in a header field; nobody needs one that is larger. */
    static final int MOST_CHARACTERS = 16 * 1024;

    private static final int MOST_DEPTH = 100;

    /** A name that recurs would be read in one way here and perhaps in another elsewhere. */
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build())
            .build();

    /**
     * Takes a token apart. Trusts nothing in it and verifies nothing.
     *
     * @throws JwtException when it has no three parts, a part is no canonical base64url, header or claims are no JSON objects in UTF-8, or a name recurs in them
     */
    public static CompactToken read(String text) throws JwtException {
        if (text.length() > MOST_CHARACTERS) {
            throw new JwtException("TITAN_JWT_SIZE", "the token has more than " + MOST_CHARACTERS + " characters");
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            throw new JwtException("TITAN_JWT_MALFORMED", "the token has not three parts with dots between");
        }
        String headerText = utf8(decode(text.substring(0, first)));
        String claimsText = utf8(decode(text.substring(first + 1, second)));
        return new CompactToken(
                object(headerText, "header"),
                object(claimsText, "claims"),
                headerText,
                claimsText,
                text.substring(0, second).getBytes(StandardCharsets.US_ASCII),
                decode(text.substring(second + 1)));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Only the one spelling that an encoder gives: two texts are never the same token. */
    private static byte[] decode(String part) throws JwtException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (encode(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new JwtException("TITAN_JWT_MALFORMED", "a part of the token is not base64url");
    }

    private static String utf8(byte[] bytes) throws JwtException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JwtException("TITAN_JWT_MALFORMED", "a part of the token is not UTF-8");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(String text, String what) throws JwtException {
        try (JsonParser parser = STRICT.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT
                    && PlainJson.read(parser) instanceof Map<?, ?> object
                    && parser.nextToken() == null) {
                return (Map<String, Object>) object;
            }
        } catch (IOException e) {
            // Told below, without the text.
        }
        throw new JwtException(
                "TITAN_JWT_MALFORMED",
                "the token's " + what + " are not one JSON object whose names are all different");
    }
}
