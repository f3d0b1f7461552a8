package dev.titan.client;

import java.util.Map;

/**
 * A Map of JavaScript as an argument. A {@link Map} whose keys are all strings is otherwise sent as a plain object.
 *
 * @param entries sent in their order
 */
public record MapValue(Map<?, ?> entries) {}
