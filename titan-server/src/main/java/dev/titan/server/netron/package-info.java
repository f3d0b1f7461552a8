/** Netron, the wire of services: over HTTP, WebSocket, TCP and Unix sockets. The values in packets are read and written by JavaScript; here is what is around them. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.netron;
