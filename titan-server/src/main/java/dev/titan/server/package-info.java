/** HTTP: from the socket to an {@link dev.titan.runtime.Invocation} and from its {@link dev.titan.runtime.Answer} back. The only package, with those below it, that knows Undertow. */
@org.jspecify.annotations.NullMarked
package dev.titan.server;
