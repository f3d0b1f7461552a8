/** V8 by way of Javet, which is imported nowhere else: isolates, the values that cross their border, and the native library. */
@org.jspecify.annotations.NullMarked
package dev.titan.engine;
