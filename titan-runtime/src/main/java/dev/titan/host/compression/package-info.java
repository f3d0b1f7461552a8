/** Compression of streams, chunk by chunk, over the JDK's zlib. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.compression;
