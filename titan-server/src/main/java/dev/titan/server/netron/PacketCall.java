package dev.titan.server.netron;

import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.ServiceCall;

/** A packet that asks for something, until it is answered, and as long as its stream goes on. */
final class PacketCall extends ServiceCall {
    private final NetronConnection connection;
    private final int id;
    private volatile boolean given;

    PacketCall(NetronConnection connection, ActionTarget target, byte[] packet) {
        super(target, "CALL", "/netron", Kind.PACKET, connection, packet);
        this.connection = connection;
        this.id = PacketType.u32(packet, 0);
    }

    /** As the client has it. */
    int id() {
        return id;
    }

    int flags() {
        return data()[4];
    }

    /** The client wants no answer any more. */
    void giveUp() {
        given = true;
        cancel();
    }

    boolean isGivenUp() {
        return given;
    }

    @Override
    protected String details() {
        return connection.details();
    }

    @Override
    protected void answer(Answer answer) {
        connection.answered(this, answer);
    }
}
