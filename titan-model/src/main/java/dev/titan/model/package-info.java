/** What the modules hand each other: the manifest of an app and the diagnostics about it. Immutable data, and what reads and writes it. */
@org.jspecify.annotations.NullMarked
package dev.titan.model;
