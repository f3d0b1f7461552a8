/** The rules of the house that a compiler does not know, run over every module. */
@org.jspecify.annotations.NullMarked
package dev.titan.architecture;
