/** The examples, served the ways a reader would: by titan dev, and by the jar that titan build makes. */
@org.jspecify.annotations.NullMarked
package dev.titan.examples;
