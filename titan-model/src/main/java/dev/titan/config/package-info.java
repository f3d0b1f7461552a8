/** titan.config.json, the environment and the flags, read into immutable records with every default in one place. */
@org.jspecify.annotations.NullMarked
package dev.titan.config;
