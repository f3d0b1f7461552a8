package dev.titan.host.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** The members of a JSON Web Key that are bytes (RFC 7515, section 2). */
final class Base64Url {
    private Base64Url() {}

    /**
     * @param length how many bytes there must be, -1 for any number
     * @throws dev.titan.host.OperationException a DataError, when the member is missing, malformed or of another length
     */
    static byte[] bytes(Map<?, ?> json, String member, int length) {
        if (!(json.get(member) instanceof String text) || text.endsWith("=")) {
            throw CryptoCall.data("the JSON Web Key has no valid '" + member + "'", null);
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw CryptoCall.data("'" + member + "' of the JSON Web Key is not base64url", e);
        }
        if (length >= 0 && bytes.length != length) {
            throw CryptoCall.data(
                    "'" + member + "' of the JSON Web Key must have " + length + " bytes, not " + bytes.length, null);
        }
        return bytes;
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A positive number without leading zeros. */
    static String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return text(bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
