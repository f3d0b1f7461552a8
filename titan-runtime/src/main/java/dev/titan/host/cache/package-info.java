/** {@code t.cache}: values for a while, in the process or in Redis. Caffeine is known here alone. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.cache;
