/** What a server has while its author works at the app: {@code /__titan} and errors as pages. No server.jar has this package. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.development;
