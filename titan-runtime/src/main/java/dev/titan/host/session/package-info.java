/** What is behind {@code t.session} and {@code t.cookies}: secrets that sign and encrypt, and sessions that are kept in the process. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.session;
