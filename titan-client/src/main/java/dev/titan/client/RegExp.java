package dev.titan.client;

/**
 * A regular expression of JavaScript (ECMAScript, section 22.2). It is not compiled: the syntax of {@link java.util.regex.Pattern} is another.
 *
 * @param source the text between the slashes
 * @param flags the letters behind them, for example {@code gi}
 */
public record RegExp(String source, String flags) {}
