/** Makes what runs without its sources: the route table, the Java routing class, server.jar; and the types for the author's editor. */
@org.jspecify.annotations.NullMarked
package dev.titan.codegen;
