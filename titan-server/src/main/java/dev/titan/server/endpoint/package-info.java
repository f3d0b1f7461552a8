/** What a part of the server with paths of its own is given, and what it gives. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.endpoint;
