/** Redis and Valkey, for what servers share; Lettuce is known here alone. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.redis;
