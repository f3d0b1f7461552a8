/** The app's files, for {@code t.fs}: what of the file system it may reach, and operations on that. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.files;
