/** The pages a reader meets first: that they hang together and say what the code does. */
@org.jspecify.annotations.NullMarked
package dev.titan.documentation;
