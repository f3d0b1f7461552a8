package dev.titan.host.fetch;

import dev.titan.host.BytePipe;
import dev.titan.host.OperationException;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * The body of an answer that is read piece by piece. What comes is decoded into a pipe; while that has no room, nothing more is decoded, and the sender has to wait. Confined to
 * the transport's thread but for {@link #pipe}.
 */
final class BodyStream {
    private final FetchCall call;
    private final BytePipe pipe;
    private final StreamDecoder decoder;
    private boolean waiting;
    private boolean ended;

    /**
     * @param codings to be undone, in this order
     * @param limit bytes that are held of a coding that can only be undone as a whole
     */
    BodyStream(FetchCall call, BytePipe pipe, List<String> codings, long limit) {
        this.call = call;
        this.pipe = pipe;
        this.decoder = StreamDecoder.of(codings, limit);
        pipe.onCancel(call::abandon);
    }

    void append(ByteBuf bytes) {
        decoder.add(bytes);
        move();
    }

    /** All has come. */
    void end() {
        ended = true;
        move();
    }

    void fail(OperationException why) {
        pipe.fail(why);
        decoder.close();
    }

    /** Decodes while there is room. */
    private void move() {
        if (waiting) {
            return;
        }
        try {
            while (decoder.hasInput() && pipe.hasRoom()) {
                decoder.decode(pipe);
            }
            if (!decoder.hasInput() && ended) {
                decoder.finish(pipe);
                pipe.end();
                decoder.close();
                return;
            }
        } catch (OperationException e) {
            call.fail(e);
            fail(e);
            return;
        }
        if (!pipe.hasRoom()) {
            waiting = true;
            call.hold(true);
            pipe.room()
                    .whenComplete((room, gone) -> call.transport().loop().execute(() -> {
                        waiting = false;
                        if (gone == null) {
                            call.hold(false);
                            move();
                        }
                    }));
        }
    }
}
