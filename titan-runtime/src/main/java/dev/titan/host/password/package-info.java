/** Hashes of passwords, for {@code t.password}. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.password;
