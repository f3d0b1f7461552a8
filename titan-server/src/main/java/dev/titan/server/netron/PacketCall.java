package dev.titan.server.netron;

import dev.titan.host.trace.Span;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.ServiceCall;
import org.jspecify.annotations.Nullable;

/** A packet that asks for something, until it is answered, and as long as its stream goes on. */
final class PacketCall extends ServiceCall {
    private final NetronConnection connection;
    private final int id;
    private final boolean showsToken;
    private final @Nullable Span span;
    private volatile boolean given;
    private volatile int stream;

    /**
     * @param showsToken whether it is the task {@code authenticate}
     * @param span ends when it is answered; null where nobody records it
     */
    PacketCall(
            NetronConnection connection, ActionTarget target, byte[] packet, boolean showsToken, @Nullable Span span) {
        super(target, "CALL", "/netron", Kind.PACKET, connection, packet);
        this.connection = connection;
        this.id = PacketType.u32(packet, 0);
        this.showsToken = showsToken;
        this.span = span;
    }

    /** As the client has it. */
    int id() {
        return id;
    }

    boolean showsToken() {
        return showsToken;
    }

    int flags() {
        return data()[4];
    }

    /** The client wants no answer any more. */
    void giveUp() {
        given = true;
        cancel();
    }

    /** It answers with a stream of this number. */
    void streams(int number) {
        stream = number;
    }

    /** The packet that says so to the reader of its stream. */
    byte[] streamError(int packet, WireError error) {
        return PacketType.streamError(packet, stream, error);
    }

    /** It is not dispatched. */
    void refused() {
        drop();
    }

    boolean isGivenUp() {
        return given;
    }

    @Override
    protected @Nullable Span span() {
        return span;
    }

    @Override
    protected String details() {
        return connection.details();
    }

    @Override
    protected void answer(Answer answer) {
        if (span != null) {
            span.end(answer.status());
        }
        connection.answered(this, answer);
    }
}
