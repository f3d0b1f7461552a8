package dev.titan.client;

/**
 * A value of an extension type that this client does not know, as it came.
 *
 * @param code the type, -128 to 127; 1 to 99 are those of users
 * @param payload its bytes
 */
public record Extension(int code, byte[] payload) {}
