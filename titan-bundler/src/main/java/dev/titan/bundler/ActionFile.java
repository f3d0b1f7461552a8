package dev.titan.bundler;

/**
 * A file that holds an action. Immutable.
 *
 * @param id its path below app/actions without extension, in Unicode's composed form (NFC), with forward slashes
 * @param pattern the path it answers, in the syntax of {@link dev.titan.model.RouteEntry}
 * @param file its path relative to the app folder as the file system spells it, with forward slashes
 */
record ActionFile(String id, String pattern, String file) {}
