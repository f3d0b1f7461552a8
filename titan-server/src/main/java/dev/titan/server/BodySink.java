package dev.titan.server;

import dev.titan.runtime.RequestBody;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of a body as they arrive and makes a {@link RequestBody} of them. Used by one thread at a time. */
interface BodySink {
    /**
     * Takes all bytes that remain in a buffer. Does not block.
     *
     * @throws Refusal when they can belong to no body of the request's media type
     */
    void accept(ByteBuffer bytes) throws Refusal;

    /** Whether bytes wait for {@link #spill}. */
    boolean mustSpill();

    /** Writes to disk what belongs there. Blocks, so it is never called on an I/O thread. */
    void spill() throws IOException;

    /**
     * The body, once all its bytes were accepted and spilled.
     *
     * @throws Refusal when it is malformed
     */
    RequestBody finish() throws Refusal;

    /** The bytes of the body as they arrived, once it is finished; empty when part of them was spilled. */
    byte[] raw();

    /** Gives up what was accepted: the body will not be used. Blocks. */
    void discard();
}
