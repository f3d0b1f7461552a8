package dev.titan.host.jwt;

import dev.titan.host.crypto.JsonWebKeys;
import dev.titan.host.crypto.PemKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys to sign with or to verify by. Immutable; making one parses, so it is worth keeping. */
public final class JwtKeys {
    private static final int MOST = 100;

    private final List<JwtKey> keys;
    private final boolean set;

    private JwtKeys(List<JwtKey> keys, boolean set) {
        this.keys = List.copyOf(keys);
        this.set = set;
    }

    /**
     * A text: a key or certificate as PEM, or else the secret of HMAC, in UTF-8.
     *
     * @throws IllegalArgumentException when it cannot be read or is weak
     */
    public static JwtKeys ofText(String text) {
        if (!PemKeys.isPem(text)) {
            return ofSecret(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return ofKey(PemKeys.read(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the PEM text cannot be read: " + e.getMessage(), e);
        }
    }

    /** The secret of HMAC. @throws IllegalArgumentException when it is weak, or is a key of another family */
    public static JwtKeys ofSecret(byte[] secret) {
        return new JwtKeys(List.of(JwtKey.ofSecret(null, secret)), false);
    }

    /** @throws IllegalArgumentException when no algorithm takes it */
    public static JwtKeys ofKey(Key key) {
        return new JwtKeys(List.of(JwtKey.of(key)), false);
    }

    /** The same for one algorithm, by name. */
    static JwtKeys ofKey(Key key, String algorithm) {
        return new JwtKeys(List.of(narrowed(JwtKey.of(key), algorithm)), false);
    }

    /**
     * A JSON Web Key, or a set of them ({@code {"keys": […]}}, RFC 7517). In a set, keys of kinds that are not known or for another use are left out.
     *
     * @param json plain JSON values
     * @throws IllegalArgumentException when it cannot be read, is weak, or nothing is left of it
     */
    public static JwtKeys ofJson(Map<?, ?> json) {
        if (!json.containsKey("keys")) {
            return new JwtKeys(List.of(one(json)), false);
        }
        if (!(json.get("keys") instanceof List<?> listed) || listed.size() > MOST) {
            throw new IllegalArgumentException(
                    "'keys' of a JSON Web Key Set must be a list of up to " + MOST + " keys");
        }
        List<JwtKey> keys = new ArrayList<>();
        String fault = "it is empty";
        for (Object each : listed) {
            try {
                keys.add(one((Map<?, ?>) each));
            } catch (IllegalArgumentException | ClassCastException e) {
                fault = String.valueOf(e.getMessage());
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the JSON Web Key Set has no key that can be used: " + fault);
        }
        return new JwtKeys(keys, true);
    }

    private static JwtKey one(Map<?, ?> json) {
        if (json.get("use") != null && !"sig".equals(json.get("use"))) {
            throw new IllegalArgumentException("the JSON Web Key is for the use '" + json.get("use") + "', not 'sig'");
        }
        String id = json.get("kid") instanceof String text ? text : null;
        JwtKey key;
        try {
            if ("oct".equals(json.get("kty"))) {
                key = JwtKey.ofSecret(id, JsonWebKeys.secret(json));
            } else {
                JsonWebKeys.Pair pair = JsonWebKeys.pair(json);
                key = JwtKey.ofPair(id, pair.open(), pair.secret());
            }
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("the JSON Web Key cannot be read: " + e.getMessage(), e);
        }
        if (json.get("key_ops") instanceof List<?> uses) {
            key = uses.contains("sign") ? key : key.withoutSigning();
            key = uses.contains("verify") ? key : key.withoutVerifying();
        }
        return json.get("alg") == null ? key : narrowed(key, json.get("alg"));
    }

    private static JwtKey narrowed(JwtKey key, @Nullable Object name) {
        JwtAlgorithm algorithm = JwtAlgorithm.named(name);
        if (algorithm == null) {
            throw new IllegalArgumentException(
                    "the key is for '" + name + "'; expected one of " + JwtAlgorithm.names());
        }
        return key.only(algorithm);
    }

    /** What one of the keys at least fits. */
    Set<JwtAlgorithm> algorithms() {
        Set<JwtAlgorithm> all = EnumSet.noneOf(JwtAlgorithm.class);
        keys.forEach(key -> all.addAll(key.algorithms()));
        return all;
    }

    /** What may verify a token with this header. In a set, a token that names a key is verified by that alone. */
    List<JwtKey> verifying(JwtAlgorithm algorithm, @Nullable Object id) {
        return keys.stream()
                .filter(key -> key.verifying() != null && key.algorithms().contains(algorithm))
                .filter(key -> !set || id == null || id.equals(key.id()))
                .toList();
    }

    /** The first key that signs so. @throws IllegalArgumentException when there is none */
    JwtKey signing(JwtAlgorithm algorithm) {
        for (JwtKey key : keys) {
            if (key.signing() != null && key.algorithms().contains(algorithm)) {
                return key;
            }
        }
        throw new IllegalArgumentException(
                algorithms().contains(algorithm)
                        ? "the key cannot sign: expected a private key that is for signing"
                        : "the key does not fit " + algorithm + "; it is for " + algorithms());
    }
}
