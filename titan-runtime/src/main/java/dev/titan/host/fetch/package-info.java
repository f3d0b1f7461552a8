/** Outgoing HTTP: {@code fetch}, its connections, and where an app may connect to. The only package that knows Netty. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.fetch;
