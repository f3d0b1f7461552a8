/** How {@link dev.titan.extension.Extension extensions} are found and called, and what TypeScript they are. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.extension;
