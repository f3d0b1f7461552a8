/** The contract between the generated routing class and the server that asks it. */
@org.jspecify.annotations.NullMarked
package dev.titan.routing;
