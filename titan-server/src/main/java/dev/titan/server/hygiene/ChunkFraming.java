package dev.titan.server.hygiene;

import java.nio.ByteBuffer;

/**
 * Reads what stands between the data of chunks (RFC 9112, section 7.1), byte by byte. Extensions and trailers are dropped. Used by one thread
 * at a time.
 */
final class ChunkFraming {
    /** A chunk has fewer bytes than 16 to the power of this. */
    private static final int SIZE_DIGITS = 15;

    /** Bytes of all extensions and trailers of a body. */
    private static final int MAX_DROPPED = 8 << 10;

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LINE_FEED,
        DATA,
        DATA_RETURN,
        DATA_LINE_FEED,
        TRAILER,
        TRAILER_LINE,
        TRAILER_LINE_FEED,
        LAST_LINE_FEED,
        ENDED,
        /** Where the body ends can no longer be told. What comes is dropped until the time for the body is over. */
        LOST
    }

    private State state = State.SIZE;
    private long size;
    private int digits;
    private int dropped;

    /** Bytes of the chunk's data that have not been read; 0 while no data is expected. */
    long dataRemaining() {
        return state == State.DATA ? size : 0;
    }

    /** Takes note that data has been read, at most what remained. */
    void dataRead(long count) {
        size -= count;
        if (size == 0) {
            state = State.DATA_RETURN;
        }
    }

    /** Whether the body is complete. */
    boolean ended() {
        return state == State.ENDED;
    }

    /** Whether what comes is dropped, since nobody can tell where the body ends. */
    boolean lost() {
        return state == State.LOST;
    }

    /**
     * Reads on until there is data, the end of the body, or no byte left in the buffer.
     *
     * @throws MalformedChunkException when the framing is malformed; nothing more must be read then
     */
    void read(ByteBuffer buffer) throws MalformedChunkException {
        while (buffer.hasRemaining() && state != State.DATA && state != State.ENDED) {
            accept(buffer.get());
        }
    }

    private void accept(byte b) throws MalformedChunkException {
        switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case SIZE_LINE_FEED -> {
                require(b == '\n', "A chunk size is not followed by CRLF");
                digits = 0;
                state = size == 0 ? State.TRAILER : State.DATA;
            }
            case DATA_RETURN -> state = b == '\r' ? State.DATA_LINE_FEED : State.LOST;
            case DATA_LINE_FEED -> state = b == '\n' ? State.SIZE : State.LOST;
            case TRAILER -> {
                if (b == '\r') {
                    state = State.LAST_LINE_FEED;
                } else {
                    require(b > ' ' && b != ':', "A trailer field is malformed");
                    state = State.TRAILER_LINE;
                }
            }
            case TRAILER_LINE -> {
                if (b == '\r') {
                    state = State.TRAILER_LINE_FEED;
                } else {
                    drop(b, "A trailer field is malformed");
                }
            }
            case TRAILER_LINE_FEED -> {
                require(b == '\n', "A trailer field is not followed by CRLF");
                state = State.TRAILER;
            }
            case LAST_LINE_FEED -> {
                require(b == '\n', "The last chunk is not followed by CRLF");
                state = State.ENDED;
            }
            case LOST, DATA, ENDED -> {}
        }
    }

    private void size(byte b) throws MalformedChunkException {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit >= 0) {
            require(digits < SIZE_DIGITS, "A chunk size is too large");
            size = size << 4 | digit;
            digits++;
            return;
        }
        require(digits > 0 && (b == '\r' || b == ';'), "A chunk size is malformed");
        state = b == ';' ? State.EXTENSION : State.SIZE_LINE_FEED;
    }

    private void extension(byte b) throws MalformedChunkException {
        if (b == '\r') {
            state = State.SIZE_LINE_FEED;
        } else if (b == '\n') {
            state = State.LOST;
        } else {
            drop(b, "A chunk extension is malformed");
        }
    }

    private void drop(byte b, String message) throws MalformedChunkException {
        require(b >= ' ' && b != 127 || b == '\t' || b < 0, message);
        require(++dropped <= MAX_DROPPED, "Chunk extensions and trailer fields are too long");
    }

    private static void require(boolean holds, String message) throws MalformedChunkException {
        if (!holds) {
            throw new MalformedChunkException(message);
        }
    }
}
