package dev.titan.server.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468). Immutable; the bytes belong to the reader.
 *
 * @param label what stands after BEGIN, for example {@code PRIVATE KEY}
 * @param legacyEncryption whether the content is encrypted in the way that OpenSSL had before PKCS#8
 * @param content decoded
 */
record PemBlock(String label, boolean legacyEncryption, byte[] content) {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----\\s+((?:[A-Za-z-]+: .*\\R)*)([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /**
     * The blocks of a file in their order; text between them is skipped.
     *
     * @throws IllegalArgumentException when the content of a block is not base64
     */
    static List<PemBlock> parse(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new PemBlock(
                    matcher.group(1),
                    matcher.group(2).contains("ENCRYPTED"),
                    Base64.getMimeDecoder().decode(matcher.group(3))));
        }
        return blocks;
    }
}
