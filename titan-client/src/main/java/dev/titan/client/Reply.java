package dev.titan.client;

import org.jspecify.annotations.Nullable;

/** Waits for the answer to one request of a connection. One of the methods is called, once. */
interface Reply {
    void answered(@Nullable Object value);

    void failed(TitanException failure);
}
