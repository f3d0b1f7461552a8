/** {@code t.tasks}: work beside requests, kept in a store and run by leases; cron-utils is known here alone. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.tasks;
