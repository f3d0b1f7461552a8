package dev.titan.server;

/**
 * Who asks, and by which name they know this server. Immutable.
 *
 * @param ip the client's address as text, without a port; IPv6 in the form of RFC 5952
 * @param scheme {@code http} or {@code https}: what the client spoke
 * @param host host and, unless it is the scheme's own, port that the client asked for; empty when it named none
 */
record ClientAddress(String ip, String scheme, String host) {}
