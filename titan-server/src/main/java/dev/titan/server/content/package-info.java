/** Bodies on their way out: static files with ranges and validators, media types, compression. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.content;
