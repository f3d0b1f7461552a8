/** Where debuggers find the workers: a port of its own that speaks as node's inspector does, so that what attaches to node attaches to Titan. Made by {@code titan dev --inspect} alone. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.inspector;
