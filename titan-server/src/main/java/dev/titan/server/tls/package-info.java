/** Certificates and keys, from the files that people have to what a TLS listener needs. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.tls;
