package dev.titan.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a socket and its code is told. Immutable.
 *
 * @param text of a text message; what else {@code src/main/ts/sockets} says for the kind
 * @param bytes of a binary message
 */
record SocketEvent(Kind kind, String text, byte @Nullable [] bytes) {
    /** What costs memory beside the content of a message. */
    private static final int OVERHEAD = 64;

    enum Kind {
        /** Asked for; the answer says whether it becomes one. */
        UPGRADE("upgrade"),
        OPEN("open"),
        TEXT("text"),
        BINARY("binary"),
        CLOSE("close");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Its name in JavaScript. */
        String word() {
            return word;
        }
    }

    static SocketEvent of(Kind kind, String text) {
        return new SocketEvent(kind, text, null);
    }

    /** What it holds of memory, about. */
    int weight() {
        return OVERHEAD + text.length() + (bytes == null ? 0 : bytes.length);
    }

    boolean isMessage() {
        return kind == Kind.TEXT || kind == Kind.BINARY;
    }
}
