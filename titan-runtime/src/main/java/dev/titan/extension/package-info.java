/**
 * What Java code brings to the JavaScript of an app: a class that implements {@link dev.titan.extension.Extension}, in a jar in the app's {@code lib} folder, is {@code t.<name>} there. These few types
 * are all that such a class needs of Titan.
 */
@org.jspecify.annotations.NullMarked
package dev.titan.extension;
