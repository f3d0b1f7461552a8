/** What JavaScript can ask of the host and wait for: the contract of operations, and those that Titan brings. */
@org.jspecify.annotations.NullMarked
package dev.titan.host;
