/** What requests must look like beyond what Undertow insists on, so that no two servers in a row read different requests from the same bytes. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.hygiene;
