package dev.titan.server;

/**
 * What a server has in development only.
 *
 * @param requests is told of each request
 * @param endpoint answers what lies below {@code /__titan}
 */
public record Development(RequestListener requests, Endpoint endpoint) {}
