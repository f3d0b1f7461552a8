package dev.titan.client;

/** Names a definition that the server has given. */
record Reference(String definition) {}
