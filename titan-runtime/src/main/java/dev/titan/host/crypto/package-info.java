/** Web Cryptography's algorithms and random numbers, over the JDK's. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.crypto;
