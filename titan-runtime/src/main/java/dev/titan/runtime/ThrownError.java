package dev.titan.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What an author's code threw, as data. Immutable. Not safe to show to clients in production.
 *
 * @param name the error's name, for example {@code TypeError}; {@code thrown} when what was thrown is no Error
 * @param message its message, or what was thrown as text
 * @param stack its stack in V8's form, places in the bundles; empty when it has none
 * @param cause its cause, when it has one
 */
public record ThrownError(
        String name, String message, String stack, @Nullable ThrownError cause) {}
