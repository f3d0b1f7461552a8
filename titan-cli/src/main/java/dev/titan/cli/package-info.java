/** The titan command: one class for each of its commands, the terminal, and the pipeline from a folder to an app that can be served. */
@org.jspecify.annotations.NullMarked
package dev.titan.cli;
