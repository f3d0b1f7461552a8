package dev.titan.codegen;

/**
 * A line in the table of what a server.jar consists of.
 *
 * @param what for example {@code actions}
 * @param bytes of the contents
 * @param compressed bytes that they take in the jar, without its directory
 */
public record JarPart(String what, long bytes, long compressed) {
    JarPart plus(long moreBytes, long moreCompressed) {
        return new JarPart(what, bytes + moreBytes, compressed + moreCompressed);
    }
}
