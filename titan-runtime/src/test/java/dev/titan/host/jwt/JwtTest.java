package dev.titan.host.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.PlainJson;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JwtTest {
    private static final long NOW = 1_300_000_000_000L;
    private static final String SECRET = "a secret of thirty-two characters";
    private static final JwtKeys KEY = JwtKeys.ofText(SECRET);
    private static final JwtRules RULES = JwtRules.of(EnumSet.of(JwtAlgorithm.HS256));

    private static final String CLAIMS =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private static JwtKeys json(String text) {
        return JwtKeys.ofJson((Map<?, ?>) PlainJson.parse(text));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String header, String claims) throws Exception {
        String content = encoded(header) + "." + encoded(claims);
        byte[] signature = JwtAlgorithm.HS256.sign(
                KEY.signing(JwtAlgorithm.HS256).signing(), content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String refusal(String token, JwtKeys keys, JwtRules rules) {
        return assertThrows(JwtException.class, () -> Jwt.verify(token, keys, rules, NOW))
                .code();
    }

    private static String refusalOf(String claims, JwtRules rules) throws Exception {
        return refusal(signed("{\"alg\":\"HS256\"}", claims), KEY, rules);
    }

    /** RFC 7515, appendices A.1 to A.3. */
    @Test
    void acceptsTheTokensOfTheStandard() throws Exception {
        Map<JwtAlgorithm, List<String>> vectors = Map.of(
                JwtAlgorithm.HS256,
                List.of(
                        "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}",
                        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + CLAIMS
                                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
                JwtAlgorithm.RS256,
                List.of(
                        "{\"kty\":\"RSA\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\",\"e\":\"AQAB\"}",
                        "eyJhbGciOiJSUzI1NiJ9." + CLAIMS
                                + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"),
                JwtAlgorithm.ES256,
                List.of(
                        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}",
                        "eyJhbGciOiJFUzI1NiJ9." + CLAIMS
                                + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"));
        for (Map.Entry<JwtAlgorithm, List<String>> vector : vectors.entrySet()) {
            String token = vector.getValue().get(1);
            JwtKeys keys = json(vector.getValue().get(0));
            JwtRules rules = JwtRules.of(EnumSet.of(vector.getKey()));
            assertEquals("joe", Jwt.verify(token, keys, rules, NOW).claims().get("iss"));
            int at = token.length() - 10;
            String changed = token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
            assertEquals("TITAN_JWT_SIGNATURE", refusal(changed, keys, rules));
        }
    }

    @Test
    void everyAlgorithmSignsWhatItVerifies() throws Exception {
        KeyPair rsa = pair("RSA", 2048);
        for (JwtAlgorithm algorithm : JwtAlgorithm.values()) {
            KeyPair pair = switch (algorithm.family()) {
                case SECRET -> null;
                case RSA -> rsa;
                case CURVE -> pair("EC", Integer.parseInt(algorithm.curve().substring(2)));
                case EDWARDS -> pair("Ed25519", 255);
            };
            String token = Jwt.sign(
                    Map.of(), "{\"sub\":\"1\"}", pair == null ? KEY : JwtKeys.ofKey(pair.getPrivate()), algorithm);
            JwtKeys verifying = pair == null ? KEY : JwtKeys.ofKey(pair.getPublic());
            JwtRules rules = JwtRules.of(EnumSet.of(algorithm));
            assertEquals("1", Jwt.verify(token, verifying, rules, NOW).claims().get("sub"), algorithm.name());
        }
    }

    private static KeyPair pair(String family, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    @Test
    void refusesUnsignedTokensInEverySpelling() throws Exception {
        for (String name : List.of("none", "None", "NONE", "nOnE", "")) {
            String token = encoded("{\"alg\":\"" + name + "\"}") + "." + encoded("{}") + ".";
            assertEquals("TITAN_JWT_ALGORITHM", refusal(token, KEY, RULES));
        }
        assertEquals("TITAN_JWT_ALGORITHM", refusal(signed("{}", "{}"), KEY, RULES));
        assertEquals("TITAN_JWT_ALGORITHM", refusal(signed("{\"alg\":[\"HS256\"]}", "{}"), KEY, RULES));
        assertThrows(IllegalArgumentException.class, () -> JwtRules.of(Map.of("algorithms", List.of("none"))));
        assertThrows(IllegalArgumentException.class, () -> JwtRules.of(Map.of("algorithms", List.of())));
        assertThrows(IllegalArgumentException.class, () -> JwtRules.of(Map.of()));
    }

    @Test
    void aPublicKeyIsNeverASecret() throws Exception {
        byte[] spki = pair("RSA", 2048).getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(spki)
                + "\n-----END PUBLIC KEY-----\n";
        JwtKeys keys = JwtKeys.ofText(pem);
        JwtRules both = JwtRules.of(EnumSet.of(JwtAlgorithm.HS256, JwtAlgorithm.RS256));
        String forged = signed("{\"alg\":\"HS256\"}", "{}");
        assertEquals("TITAN_JWT_KEY", refusal(forged, keys, both));
        assertThrows(IllegalArgumentException.class, () -> Jwt.verify(forged, keys, RULES, NOW));
        assertThrows(IllegalArgumentException.class, () -> JwtKeys.ofSecret(spki));
        assertThrows(IllegalArgumentException.class, () -> JwtKeys.ofSecret(pem.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesWeakKeys() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> JwtKeys.ofText(""));
        PublicKey open = pair("RSA", 1024).getPublic();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> JwtKeys.ofKey(open))
                .getMessage()
                .contains("1024 bits"));
    }

    @Test
    void timesAreEnforcedToTheMillisecond() throws Exception {
        assertEquals("TITAN_JWT_EXPIRED", refusalOf("{\"exp\":1300000000}", RULES));
        Jwt.verify(signed("{\"alg\":\"HS256\"}", "{\"exp\":1300000000.001}"), KEY, RULES, NOW);
        assertEquals("TITAN_JWT_EARLY", refusalOf("{\"nbf\":1300000000.001}", RULES));
        Jwt.verify(signed("{\"alg\":\"HS256\"}", "{\"nbf\":1300000000}"), KEY, RULES, NOW);
        for (String claims : List.of("{\"exp\":\"1400000000\"}", "{\"exp\":null}", "{\"nbf\":true}")) {
            assertEquals("TITAN_JWT_CLAIM", refusalOf(claims, RULES), claims);
        }
        Map<String, Object> tolerant = Map.of("algorithms", List.of("HS256"), "clockToleranceMs", 5000);
        Jwt.verify(signed("{\"alg\":\"HS256\"}", "{\"exp\":1299999996}"), KEY, JwtRules.of(tolerant), NOW);
        JwtRules young = JwtRules.of(Map.of("algorithms", List.of("HS256"), "maxAgeMs", 60_000));
        assertEquals("TITAN_JWT_CLAIM", refusalOf("{}", young));
        assertEquals("TITAN_JWT_EXPIRED", refusalOf("{\"iat\":1299999939}", young));
        assertEquals("TITAN_JWT_EARLY", refusalOf("{\"iat\":1300000001}", young));
    }

    @Test
    void expectedClaimsMustBeThere() throws Exception {
        JwtRules rules = JwtRules.of(Map.of(
                "algorithms",
                List.of("HS256"),
                "issuer",
                List.of("a", "b"),
                "audience",
                "api",
                "required",
                List.of("exp")));
        Jwt.verify(
                signed("{\"alg\":\"HS256\"}", "{\"iss\":\"b\",\"aud\":[\"x\",\"api\"],\"exp\":1400000000}"),
                KEY,
                rules,
                NOW);
        assertEquals("TITAN_JWT_CLAIM", refusalOf("{\"iss\":\"b\",\"aud\":[\"x\",\"api\"]}", rules));
        assertEquals("TITAN_JWT_CLAIM", refusalOf("{\"iss\":[\"b\"],\"aud\":\"api\",\"exp\":1400000000}", rules));
        assertEquals("TITAN_JWT_CLAIM", refusalOf("{\"iss\":\"a\",\"aud\":[],\"exp\":1400000000}", rules));
    }

    @Test
    void refusesWhatIsMalformedAmbiguousCriticalOrLarge() throws Exception {
        String good = signed("{\"alg\":\"HS256\"}", "{}");
        for (String token : List.of(
                "",
                ".",
                "..",
                "a.b",
                good + ".x",
                good + "=",
                " " + good,
                good.replace('.', '!'),
                signed("[]", "{}"),
                signed("{\"alg\":\"HS256\"}", "[]"),
                signed("{\"alg\":\"HS256\"}", "{} {}"),
                signed("{\"alg\":\"HS256\",\"alg\":\"none\"}", "{}"),
                signed("{\"alg\":\"HS256\"}", "{\"sub\":\"1\",\"sub\":\"2\"}"),
                signed("{\"alg\":\"HS256\"}", "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}"))) {
            assertEquals("TITAN_JWT_MALFORMED", refusal(token, KEY, RULES), token);
        }
        assertEquals("TITAN_JWT_CRITICAL", refusal(signed("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", "{}"), KEY, RULES));
        assertEquals("TITAN_JWT_CRITICAL", refusal(signed("{\"alg\":\"HS256\",\"b64\":false}", "{}"), KEY, RULES));
        String large = "{\"a\":\"" + "x".repeat(20_000) + "\"}";
        assertEquals("TITAN_JWT_SIZE", refusal(signed("{\"alg\":\"HS256\"}", large), KEY, RULES));
        assertThrows(IllegalArgumentException.class, () -> Jwt.sign(Map.of(), large, KEY, JwtAlgorithm.HS256));
    }

    @Test
    void aSetVerifiesByTheKeyThatTheTokenNames() throws Exception {
        String k = encoded(SECRET);
        String other = encoded("another secret of more than thirty-two");
        JwtKeys keys = json("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"old\",\"k\":\"" + other
                + "\"},{\"kty\":\"oct\",\"kid\":\"new\",\"k\":\"" + k
                + "\"},{\"kty\":\"unknown\"},{\"kty\":\"oct\",\"use\":\"enc\",\"kid\":\"enc\",\"k\":\"" + k + "\"}]}");
        Jwt.verify(signed("{\"alg\":\"HS256\",\"kid\":\"new\"}", "{}"), keys, RULES, NOW);
        Jwt.verify(signed("{\"alg\":\"HS256\"}", "{}"), keys, RULES, NOW);
        assertEquals("TITAN_JWT_SIGNATURE", refusal(signed("{\"alg\":\"HS256\",\"kid\":\"old\"}", "{}"), keys, RULES));
        assertEquals("TITAN_JWT_KEY", refusal(signed("{\"alg\":\"HS256\",\"kid\":\"enc\"}", "{}"), keys, RULES));
        assertThrows(IllegalArgumentException.class, () -> json("{\"keys\":[]}"));
        assertThrows(IllegalArgumentException.class, () -> json("{\"keys\":[1]}"));
    }
}
