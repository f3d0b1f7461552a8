package dev.titan.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server says of a service: its id on this connection, and name, version, methods and properties in {@code meta}. */
record Definition(String id, String parent, String peer, Map<String, @Nullable Object> meta) {}
