/** Debuggers and the workers they attach to: targets, and connections that speak the Chrome DevTools Protocol. Knows neither sockets nor what a worker does. */
@org.jspecify.annotations.NullMarked
package dev.titan.inspector;
