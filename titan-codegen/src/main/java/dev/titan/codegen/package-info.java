/** Makes what runs without its sources: the route table, the Java routing class, server.jar; and what others read: types for the author's editor, clients, OpenAPI. */
@org.jspecify.annotations.NullMarked
package dev.titan.codegen;
