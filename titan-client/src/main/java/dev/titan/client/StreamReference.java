package dev.titan.client;

/** Announces a stream, whose chunks carry the id as a number. */
record StreamReference(String id, boolean writable, boolean live, String peer) {}
