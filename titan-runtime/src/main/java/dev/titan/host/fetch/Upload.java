package dev.titan.host.fetch;

import dev.titan.host.BytePipe;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * The body of a request on its way out of a pipe, in chunks, no faster than the connection takes them. Confined to the transport's thread.
 */
final class Upload {
    private final FetchCall call;
    private final Channel channel;
    private final BytePipe pipe;
    private boolean over;

    Upload(FetchCall call, Channel channel, BytePipe pipe) {
        this.call = call;
        this.channel = channel;
        this.pipe = pipe;
    }

    void start() {
        pipe.onChange(() -> call.transport().loop().execute(this::move));
        move();
    }

    /** The connection takes more, or there is something new. */
    void move() {
        while (!over && channel.isWritable()) {
            byte[] bytes = pipe.poll();
            if (bytes != null) {
                call.moved();
                channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)), channel.voidPromise());
            } else if (pipe.failure() != null) {
                over = true;
                call.fail(FetchErrors.aborted());
            } else if (pipe.isDrained()) {
                over = true;
                channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
            } else {
                return;
            }
        }
    }

    /** Whether all of it has been handed to the connection. */
    boolean complete() {
        return over;
    }

    /** The rest is not wanted. */
    void stop() {
        over = true;
        pipe.cancel();
    }
}
