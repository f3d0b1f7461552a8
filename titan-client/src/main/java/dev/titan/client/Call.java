package dev.titan.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a server.
 *
 * @param service {@code users}, {@code users@1.0.0} or a range: {@code users@^1.0.0}
 * @param access what is asked of the member
 * @param method the name of a method, or of a public field
 * @param arguments of the method; the value that a field is to have
 * @param timeout from when it was made until its result is of no use
 */
record Call(
        String service,
        Access access,
        String method,
        @Nullable Object[] arguments,
        Duration timeout) {
    /** What can be asked of a member of a service. */
    enum Access {
        /** The result of a method. */
        CALL(Packet.CALL),
        /** The value of a field. */
        GET(Packet.GET),
        /** That a field have a value. */
        SET(Packet.SET);

        private final int packet;

        Access(int packet) {
            this.packet = packet;
        }

        /** The type of the packet that asks. */
        int packet() {
            return packet;
        }
    }

    /** For messages. */
    String name() {
        return service + "." + method;
    }
}
