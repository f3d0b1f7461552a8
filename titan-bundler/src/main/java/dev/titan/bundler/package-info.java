/**
 * From an app folder to one bundle for each action: finds the actions, runs esbuild once over all of them, reads from each bundle what it exports. Knows
 * nothing of HTTP, and of isolates only that they run its own analysis script.
 */
@org.jspecify.annotations.NullMarked
package dev.titan.bundler;
