/** What the build hands out: the launcher and the jars. */
@org.jspecify.annotations.NullMarked
package dev.titan.packaging;
