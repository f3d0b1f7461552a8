/**
 * Makes the data file that V8's internationalisation reads out of the resources of ICU4J, which is the same data in the order of bytes of the other end. Used when Titan is
 * built, never when it runs.
 */
@org.jspecify.annotations.NullMarked
package dev.titan.icu;
