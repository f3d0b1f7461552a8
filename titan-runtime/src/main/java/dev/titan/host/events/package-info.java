/** {@code t.events}: what happened, told to handlers in this process and, over Redis, in others. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.events;
