package dev.titan.host.password;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * A hash of Argon2 (RFC 9106) as its PHC string has it: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. Immutable but for its arrays.
 *
 * @param type {@code argon2id}, {@code argon2i} or {@code argon2d}
 * @param memoryKiB what one calculation takes
 */
record Argon2(String type, int memoryKiB, int iterations, int parallelism, byte[] salt, byte[] hash) {
    /** What a hash may ask for at most: it comes out of a database, which must not decide how much memory the server has. */
    static final int MOST_MEMORY_KIB = 1 << 18;

    static final int MOST_ITERATIONS = 32;
    static final int MOST_PARALLELISM = 16;

    private static final int VERSION = 19;
    private static final Pattern PHC = Pattern.compile(
            "\\$(argon2(?:id|i|d))\\$v=(\\d{1,3})\\$m=(\\d{1,9}),t=(\\d{1,6}),p=(\\d{1,4})\\$([A-Za-z0-9+/]{11,128})\\$([A-Za-z0-9+/]{16,256})");

    /** Null for what is no hash of this kind, or asks for more than is allowed. */
    static @Nullable Argon2 read(String text) {
        Matcher phc = PHC.matcher(text);
        if (!phc.matches() || Integer.parseInt(phc.group(2)) != VERSION) {
            return null;
        }
        int memory = Integer.parseInt(phc.group(3));
        int iterations = Integer.parseInt(phc.group(4));
        int parallelism = Integer.parseInt(phc.group(5));
        if (!isAllowed(memory, iterations, parallelism)) {
            return null;
        }
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            return new Argon2(
                    phc.group(1),
                    memory,
                    iterations,
                    parallelism,
                    decoder.decode(phc.group(6)),
                    decoder.decode(phc.group(7)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static boolean isAllowed(int memoryKiB, int iterations, int parallelism) {
        return iterations >= 1
                && iterations <= MOST_ITERATIONS
                && parallelism >= 1
                && parallelism <= MOST_PARALLELISM
                && memoryKiB >= 8 * parallelism
                && memoryKiB <= MOST_MEMORY_KIB;
    }

    /** The hash of a password with this one's parameters and salt. Takes milliseconds to seconds, and its memory. */
    byte[] calculate(String password) {
        int kind = switch (type) {
            case "argon2d" -> Argon2Parameters.ARGON2_d;
            case "argon2i" -> Argon2Parameters.ARGON2_i;
            default -> Argon2Parameters.ARGON2_id;
        };
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(kind)
                .withVersion(VERSION)
                .withMemoryAsKB(memoryKiB)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        byte[] result = new byte[hash.length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), result);
        return result;
    }

    Argon2 withHash(byte[] other) {
        return new Argon2(type, memoryKiB, iterations, parallelism, salt, other);
    }

    /** The PHC string. */
    String text() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$" + type + "$v=" + VERSION + "$m=" + memoryKiB + ",t=" + iterations + ",p=" + parallelism + "$"
                + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }
}
