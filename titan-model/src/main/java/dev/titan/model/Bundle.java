package dev.titan.model;

/**
 * The code of one action: a single ES module that imports nothing but {@code titan}. Immutable.
 *
 * @param name the name V8 shows in stacks: {@code titan:///actions/<id>.js}
 * @param code the module's text
 * @param sourceMap its source map (version 3, JSON), sources relative to the app folder; empty when it is kept elsewhere
 */
public record Bundle(String name, String code, String sourceMap) {}
