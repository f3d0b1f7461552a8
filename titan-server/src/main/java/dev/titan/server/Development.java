package dev.titan.server;

import dev.titan.server.endpoint.Endpoint;

/**
 * What a server has in development only.
 *
 * @param requests is told of each request
 * @param endpoint answers what lies below {@code /__titan}
 * @param errors shows errors to people
 */
public record Development(RequestListener requests, Endpoint endpoint, ErrorPages errors) {}
