/** JSON Web Tokens, signed (RFC 7519, RFC 7515): without an isolate, so that the server's own parts can check them too. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.jwt;
