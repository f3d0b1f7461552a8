/** WebSockets (RFC 6455) over Undertow's: the handshake, and connections that send whole messages, keep them within bounds and notice when a client has vanished. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.websocket;
