package dev.titan.config;

import org.jspecify.annotations.Nullable;

/**
 * The server's certificate and key: either a PEM pair or a key store. Immutable. Paths are relative to the working directory.
 *
 * @param cert PEM file with the certificate chain, leaf first
 * @param key PEM file with the private key
 * @param keystore PKCS12 file with both
 * @param password of the key store, or of an encrypted key
 */
public record Tls(
        @Nullable String cert,
        @Nullable String key,
        @Nullable String keystore,
        @Nullable String password) {

    /** Plain HTTP. */
    public static final Tls OFF = new Tls(null, null, null, null);

    /** Whether the port speaks TLS. */
    public boolean enabled() {
        return cert != null || keystore != null;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Tls[cert=" + cert + ", key=" + key + ", keystore=" + keystore + "]";
    }
}
